#!/bin/sh
# Puts the libraries of package-lock.json into node_modules, unless exactly these are there already.
set -eu
cd "$(dirname "$0")"
for command in node npm; do
  command -v "$command" >/dev/null || {
    echo "mls is tested against an implementation that runs on Node, and there is no '$command': install Node 20." >&2
    exit 3
  }
done
if cmp -s package-lock.json node_modules/.installed-lock; then
  exit 0
fi
npm ci --prefer-offline --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error >&2
cp package-lock.json node_modules/.installed-lock
