#!/usr/bin/env bash
# Debian packages where it may install them, then .venv with pinned, hashed requirements. Idempotent; quick the second time.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

lacks_venv() { ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; }
lacks_chromium() { ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; }

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo none)
packages=""
[ "$version" != none ] || packages="python3"
if [ -n "$packages" ] || lacks_venv; then packages="$packages python3-venv"; fi
if lacks_chromium; then packages="$packages chromium"; fi
if ! command -v exiftool >/dev/null; then packages="$packages libimage-exiftool-perl"; fi
if [ -n "$packages" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$packages ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1 || true
    for package in $packages; do # one by one: on Ubuntu chromium is a snap and may fail; the tests that need it are skipped then
      apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 || echo "$package could not be installed." >&2
    done
  else
    echo "Lacking:$packages. As root: apt-get install$packages" >&2
  fi
fi
if lacks_venv; then echo "Python 3.11 or later with venv is needed: apt-get install python3-venv" >&2; exit 1; fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $python is $version. Name another with: make PYTHON=python3.12" >&2; exit 1; }

stamp=.venv/.setup-$(cat requirements/dev.txt pyproject.toml tools/setup.sh | sha256sum | cut -c1-16)
[ -e "$stamp" ] && [ -x .venv/bin/dateline ] && exit 0
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing requirements ..." >&2
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
rm -f .venv/.setup-*
touch "$stamp"
