#!/usr/bin/env bash
# Installs Tocsin for this user: takes a checkout, puts a link named `tocsin` where the shell finds it,
# and says what to do next. It needs a JDK 25 and Node 20.19 on the machine and downloads neither: where
# one is missing it says so and how to get it. Running it again changes nothing that is right already.
set -euo pipefail

repository=${TOCSIN_REPOSITORY:-}
prefix=${HOME:-}/.local
checkout=

usage() {
  cat <<'TEXT'
usage: install.sh [--prefix DIR] [--from REPOSITORY] [--to DIR]

  --prefix DIR       the link becomes DIR/bin/tocsin (default: ~/.local)
  --from REPOSITORY  what to clone where this script is not in a checkout; or TOCSIN_REPOSITORY
  --to DIR           where the clone goes (default: DIR of --prefix, then share/tocsin)
TEXT
}

die() { printf 'install: %s\n' "$*" >&2; exit 1; }
say() { printf 'install: %s\n' "$*"; }

clone_to=
while [ $# -gt 0 ]; do
  case "$1" in
    --prefix | --from | --to)
      [ $# -ge 2 ] && [ -n "$2" ] || die "$1 needs a value; see --help"
      case "$1" in
        --prefix) prefix=$2 ;;
        --from) repository=$2 ;;
        --to) clone_to=$2 ;;
      esac
      shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; die "unknown option $1" ;;
  esac
done
[ "$prefix" != /.local ] || die "HOME is not set: name a folder with --prefix"
clone_to=${clone_to:-$prefix/share/tocsin}

# --- the checkout --------------------------------------------------------------------------------

is_checkout() { [ -x "$1/tocsin" ] && [ -f "$1/pom.xml" ] && [ -d "$1/standalone" ]; }

script=${BASH_SOURCE[0]:-}
here=
if [ -n "$script" ] && [ -f "$script" ]; then here=$(cd "$(dirname "$script")/.." && pwd); fi
if [ -n "$here" ] && is_checkout "$here"; then
  checkout=$here
elif is_checkout "$clone_to"; then
  checkout=$(cd "$clone_to" && pwd)
  say "using the clone in $checkout (git pull there brings it up to date)"
else
  [ -n "$repository" ] || die "this script is not in a checkout of Tocsin: say what to clone with --from"
  [ ! -e "$clone_to" ] || die "$clone_to exists and is no checkout of Tocsin: name another folder with --to"
  command -v git >/dev/null || die "git is missing: install it with your package manager and run this again"
  say "cloning $repository to $clone_to"
  mkdir -p "$(dirname "$clone_to")"
  git clone --quiet "$repository" "$clone_to"
  is_checkout "$clone_to" || die "$repository is no repository of Tocsin"
  checkout=$(cd "$clone_to" && pwd)
fi

# --- what it needs -------------------------------------------------------------------------------

"$checkout/tocsin" check-tools || die "install what is missing and run this again"

# --- the link ------------------------------------------------------------------------------------

link=$prefix/bin/tocsin
mkdir -p "$prefix/bin"
if [ -L "$link" ] && [ "$(readlink "$link")" = "$checkout/tocsin" ]; then
  say "$link is in place"
elif [ -e "$link" ] && [ ! -L "$link" ]; then
  die "$link exists and is no link of this script: move it away, or name another folder with --prefix"
else
  ln -sfn "$checkout/tocsin" "$link"
  say "$link leads to $checkout/tocsin"
fi

# --- what to do next -----------------------------------------------------------------------------

command=tocsin
case ":${PATH:-}:" in
  *":$prefix/bin:"*) ;;
  *)
    command=$link
    say "$prefix/bin is not on your PATH: add it there to say just \`tocsin\`"
    ;;
esac
cat <<TEXT

Next:
  $command serve --demo     try it: a tenant, data and look-alikes of Slack, mail and a ticket desk
  $command serve            run it, with everything in ./data
The first start builds the application (a few minutes).
TEXT
