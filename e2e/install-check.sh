#!/usr/bin/env bash
# Tries docs/install.sh in a folder of its own: twice, from a clone, and where it must refuse.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
export HOME="$trial/home"
mkdir -p "$HOME"

fail() { printf 'install-check: %s\n' "$*" >&2; exit 1; }

expect_link() {
  [ "$(readlink "$1/bin/tocsin")" = "$2/tocsin" ] || fail "$1/bin/tocsin does not lead to $2/tocsin"
  "$1/bin/tocsin" help | grep -q 'on-call platform' || fail "$1/bin/tocsin does not run"
}

refused() {
  local word=$1
  shift
  if "$@" >"$trial/said" 2>&1; then fail "was not refused: $*"; fi
  grep -q -- "$word" "$trial/said" || fail "does not say '$word': $(cat "$trial/said")"
}

# From the checkout, twice.
said=$("$root/docs/install.sh" --prefix "$trial/one")
expect_link "$trial/one" "$root"
case "$said" in *"$trial/one/bin/tocsin serve --demo"*) ;; *) fail "does not say what to do next: $said" ;; esac
said=$("$root/docs/install.sh" --prefix "$trial/one")
case "$said" in *"is in place"*) ;; *) fail "the second run changed something: $said" ;; esac
expect_link "$trial/one" "$root"

# To the usual place.
"$root/docs/install.sh" >/dev/null
expect_link "$HOME/.local" "$root"

# By itself, it clones what it is told to, once.
cp "$root/docs/install.sh" "$trial/install.sh"
refused '--from' "$trial/install.sh" --prefix "$trial/two"
if [ -e "$root/.git" ]; then
  "$trial/install.sh" --prefix "$trial/two" --from "file://$root" >/dev/null 2>&1
  expect_link "$trial/two" "$trial/two/share/tocsin"
  "$trial/install.sh" --prefix "$trial/two" >/dev/null
  expect_link "$trial/two" "$trial/two/share/tocsin"
fi

# It overwrites nobody's file, and knows its options.
mkdir -p "$trial/three/bin"
echo mine >"$trial/three/bin/tocsin"
refused 'is no link' "$root/docs/install.sh" --prefix "$trial/three"
[ "$(cat "$trial/three/bin/tocsin")" = mine ] || fail "overwrote somebody's file"
refused 'unknown option' "$root/docs/install.sh" --force
refused 'needs a value' "$root/docs/install.sh" --prefix

# Where a tool is missing it passes on what the checkout says, and links nothing.
mkdir -p "$trial/bare/docs" "$trial/bare/standalone"
touch "$trial/bare/pom.xml"
cp "$root/docs/install.sh" "$trial/bare/docs/install.sh"
printf '#!/bin/sh\necho "no JDK 25 found"\nexit 1\n' >"$trial/bare/tocsin"
chmod +x "$trial/bare/tocsin"
refused 'no JDK 25' "$trial/bare/docs/install.sh" --prefix "$trial/four"
[ ! -e "$trial/four/bin/tocsin" ] || fail "linked although a tool is missing"
