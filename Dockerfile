# docker build -t gradwalk . && docker run -p 8000:8000 gradwalk

FROM node:22-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY tooling/build.mjs tooling/
COPY static static
RUN node tooling/build.mjs

FROM python:3.12-slim
# Nothing is written when it runs: it works with `docker run --read-only --tmpfs /tmp` too.
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8000
WORKDIR /srv/gradwalk
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore -r requirements.txt
COPY . .
COPY --from=front-end /build/static/dist static/dist
RUN python -m compileall -q engine app && useradd --system gradwalk
USER gradwalk
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["gunicorn"]
