#!/usr/bin/env bash
# Builds the interface into target/classes, unless nothing that goes into it has changed. Called by Maven.
set -euo pipefail
cd "$(dirname "$0")/.."

api=../proto/target/classes/META-INF/tocsin/openapi.json
built=target/classes/META-INF/resources/index.html
types=src/lib/api/schema.d.ts

if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  # Not `npm ci`: it wants the binaries of every platform in the lock file, and not every registry has them all.
  # The versions are those of the lock file just the same, and it is not written.
  npm install --no-save --no-audit --no-fund --loglevel=error </dev/null
  touch node_modules/.package-lock.json
fi
if [ ! -f "$types" ] || [ "$api" -nt "$types" ]; then npm run --silent api </dev/null; fi
if [ ! -f "$built" ] ||
  [ -n "$(find src public index.html package-lock.json vite.config.ts -newer "$built" -print -quit)" ]; then
  npm run --silent build </dev/null
fi
