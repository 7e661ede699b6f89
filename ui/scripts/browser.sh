#!/usr/bin/env bash
# The tests in a real browser, against the packaged standalone. Skipped, and said so, without a Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

for chromium in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/google-chrome '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
  if [ -n "$chromium" ] && [ -x "$chromium" ]; then
    CHROMIUM=$chromium exec npm run --silent browser -- "$@" </dev/null
  fi
done
echo "browser tests: SKIPPED, no Chromium found (Debian: the package chromium; or set CHROMIUM to its path)"
