#!/bin/sh
# Create the virtual environment .venv with the first Python >= 3.11 on PATH.
# PYTHON=/path/to/python names another one.
set -eu
cd "$(dirname "$0")/.."

for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "${python:-}" ]; then
    echo "Gradwalk needs Python 3.11 or newer, and found none. Install one, or name it: make PYTHON=/path/to/python3" >&2
    exit 1
fi

# Debian keeps a part of venv in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "$python cannot make virtual environments. On Debian: sudo apt install $package" >&2
        exit 1
    fi
    echo "Installing $package, which $python needs to make virtual environments"
    apt-get update -qq && apt-get install -y -qq "$package" >/dev/null
fi

echo "Python: $("$python" --version) ($(command -v "$python"))"
"$python" -m venv .venv
