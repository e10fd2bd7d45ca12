#!/bin/sh
# Puts the libraries of package-lock.json into node_modules, unless exactly these are there already.
set -eu
cd "$(dirname "$0")"
for command in node npm; do
  command -v "$command" >/dev/null || {
    echo "The web client is built and tested with Node, and there is no '$command': install Node 20 or later." >&2
    exit 3
  }
done
if cmp -s package-lock.json node_modules/.installed-lock; then
  exit 0
fi
npm ci --prefer-offline --no-audit --no-fund --no-progress --loglevel=error >&2
cp package-lock.json node_modules/.installed-lock
