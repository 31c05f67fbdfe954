# shellcheck shell=bash
# The set-up that scripts/run and scripts/test share; sourced, not run. Each part looks first and acts only where
# something is missing, so that a second start is quick and needs neither root nor a network.

ROOT="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"

# What Qt loads at run time: the first line for any platform, the second for a window on X11.
RUN_PACKAGES=(
  libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3
  libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
)
# What the tests start: a virtual screen, a hand for it, independent readers of pictures and PDF files, a screen
# reader's side of accessibility, and a compiler for the library that makes file calls fail.
TEST_PACKAGES=(
  xvfb xauth xdotool imagemagick poppler-utils qpdf
  dbus at-spi2-core gir1.2-atspi-2.0 python3-gi
  gcc libc6-dev
)

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Qt and Python want a UTF-8 locale. The language stays the user's; only the encoding is replaced.
use_utf8() {
  case "$(locale charmap 2>/dev/null || true)" in
    UTF-8 | utf-8 | utf8) return 0 ;;
  esac
  if [ -n "${LC_ALL:-}" ]; then
    export LANG="$LC_ALL"
    unset LC_ALL
  fi
  export LC_CTYPE=C.UTF-8
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -- "$@"; fi
}

# need_packages NAME…: installs the Debian packages that are not there yet.
need_packages() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    [ -e "$VENV/cjdesigner-$WANTED" ] ||
      say "There is no apt-get here. If something is missing below, install what your system calls these: $*"
    return 0
  fi
  local installed name missing=()
  # A release may carry a library under its name with t64 at the end.
  installed="$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" "${@/%/t64}" 2>/dev/null || true)"
  for name in "$@"; do
    grep -qxF -e "installed $name" -e "installed ${name}t64" <<<"$installed" || missing+=("$name")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    die "These system packages are missing, and neither root nor sudo is here to install them." \
      "Install them, then start this again: apt-get install ${missing[*]}"
  fi
  say "Installing system packages: ${missing[*]}"
  as_root apt-get update -qq || say "The package lists could not be brought up to date; going on with those here."
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    die "The system packages could not be installed; the lines above say why."
}

# The newest-enough interpreter that starts: $PYTHON if the user names one, else python3, else a versioned name.
find_python() {
  local name
  for name in ${PYTHON:+"$PYTHON"} python3 python3.11 python3.12 python3.13 python3.14; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v -- "$name"
      return 0
    fi
  done
  return 1
}

# need_environment run|test: makes .venv and installs the program into it. A file in .venv remembers from what.
need_environment() {
  local mark wanted
  wanted="$ROOT $(cat -- "$ROOT/pyproject.toml" "$ROOT/constraints.txt" | sha256sum)"
  mark="$VENV/cjdesigner-$1"
  if [ -x "$VENV/bin/python" ] && [ "$(cat -- "$mark" 2>/dev/null)" = "$wanted" ] && "$VENV/bin/python" -c ''; then
    return 0
  fi
  # Scripts in a .venv name its place and its interpreter: after a move, or when that is gone, it is made anew.
  if ! "$VENV/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    ! grep -qsF -- "$VENV/bin" "$VENV/bin/pip"; then
    say "Making .venv"
    "$(find_python)" -m venv --clear -- "$VENV" ||
      die "The environment .venv could not be made; the lines above say why."
  fi
  local target="."
  [ "$1" = run ] || target=".[$1]"
  say "Installing cjdesigner and what it needs into .venv"
  (
    cd -- "$ROOT"
    export PIP_DISABLE_PIP_VERSION_CHECK=1
    .venv/bin/python -m pip install -q -c constraints.txt hatchling editables
    .venv/bin/python -m pip install -q -c constraints.txt --no-build-isolation -e "$target"
  ) || die "The Python packages could not be installed; the lines above say why."
  printf '%s\n' "$wanted" >"$VENV/cjdesigner-run"
  printf '%s\n' "$wanted" >"$mark"
}

# set_up run|test: everything, one start at a time.
set_up() {
  WANTED="$1"
  use_utf8
  local python packages=("${RUN_PACKAGES[@]}")
  python="$(find_python)" ||
    die "Python 3.11 or newer is needed and was not found. Install it, or name it: PYTHON=/path/to/python3 $0"
  [ "$1" != test ] || packages+=("${TEST_PACKAGES[@]}")
  # Debian keeps a part of Python's own venv in a package of its own.
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    packages+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
  {
    flock 9 2>/dev/null || true
    need_packages "${packages[@]}"
    need_environment "$1"
  } 9<"$ROOT/pyproject.toml"
}
