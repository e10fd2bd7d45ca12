#!/bin/sh
# Builds the web client into target/classes/web, unless it is there and nothing that goes into it is newer.
#   build.sh RELEASE
set -eu
cd "$(dirname "$0")"
out=target/classes/web
if [ -f "$out/integrity.json" ] && [ -z "$(find index.html vite.config.ts package-lock.json build.sh src public scripts \
  device/src/main/js device/target/js ../wire/src/main/catalogue -type f -newer "$out/integrity.json" -print -quit 2>/dev/null)" ]; then
  exit 0
fi
node scripts/protocol.mjs
npx --no-install vite build --logLevel warn
node scripts/release.mjs "$out" "$1"
