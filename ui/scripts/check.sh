#!/usr/bin/env bash
# Types, style, unit tests and the size of the first load. Called by Maven in its test phase.
set -euo pipefail
cd "$(dirname "$0")/.."

npm run --silent types </dev/null
npm run --silent lint </dev/null
npm run --silent test </dev/null
npm run --silent size </dev/null
