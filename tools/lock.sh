#!/usr/bin/env bash
# Resolve pyproject.toml into hashed requirements that name no address.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install -q uv
for extra in "base" "dev"; do
  .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header $([ "$extra" = base ] || echo "--extra $extra --extra postgres") pyproject.toml -o "requirements/$extra.txt"
done
.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements/dev.txt --group pyproject.toml:checks -o requirements/checks.txt
