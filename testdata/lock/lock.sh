#!/usr/bin/env bash
# Rebuilds the locks of testdata/apps, each with the tool that owns its format at a pinned version, and with it the
# "installed" of the application's test.json: what that tool installs for production.
#
#   testdata/lock/lock.sh               every application
#   testdata/lock/lock.sh pdm pylock    these
#
# PYTHON names a Python 3.13 (default: python3.13). Installing `django` compiles psycopg2, which takes a C compiler and
# pg_config. Tools, environments and copies of the applications go into a temporary folder that is removed in the end.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
apps=$(cd "$here/../apps" && pwd)
python=$(command -v "${PYTHON:-python3.13}")
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

uv=$temp/uv/bin/uv
export UV_PYTHON=$python UV_NO_PROGRESS=1
export PIP_DISABLE_PIP_VERSION_CHECK=1
export POETRY_NO_INTERACTION=1 POETRY_VIRTUALENVS_CREATE=false
export PDM_CHECK_UPDATE=false PDM_LOG_DIR=$temp/pdm-log
export PIPENV_NOSPIN=1 PIPENV_VERBOSITY=-1

say() { printf '== %s\n' "$*" >&2; }

# tool NAME REQUIREMENT puts a tool in an environment of its own, once.
tool() {
  [ -d "$temp/$1" ] && return
  say "installing $2"
  "$uv" venv -q "$temp/$1"
  "$uv" pip install -q -p "$temp/$1" "$2"
}

# start APP goes to a copy of the application, which the tools may litter, with an empty environment beside it.
start() {
  say "$1: locking"
  app=$1 venv=$temp/env/$1
  mkdir -p "$temp/work" "$temp/env"
  cp -r "$apps/$app" "$temp/work/$app"
  cd "$temp/work/$app"
  "$uv" venv -q "$venv"
}

# finish FILE... takes the locks over, and notes what was installed.
finish() {
  cp --parents "$@" "$apps/$app/"
  "$python" "$here/installed.py" "$venv" "$apps/$app/test.json"
  say "$app: done"
}

# uv_app APP SYNC-ARGUMENT...
uv_app() {
  start "$1"
  rm -f uv.lock
  "$uv" lock -q
  UV_PROJECT_ENVIRONMENT=$venv "$uv" sync -q --locked --no-default-groups "${@:2}"
  finish uv.lock
}

# poetry_app APP VERSION INSTALL-ARGUMENT... locks against the index's pages (PEP 503), which every mirror has, where
# Poetry by itself would ask the public index's JSON API, which mirrors lack. That takes a source in pyproject.toml and
# leaves it in the lock; poetry_lock.py takes it out again. Everything else in the lock is as Poetry wrote it.
poetry_app() {
  start "$1"
  tool "poetry-$2" "poetry==$2"
  local poetry=$temp/poetry-$2/bin
  export VIRTUAL_ENV=$venv
  cp pyproject.toml "$temp/pyproject.toml"
  rm -f poetry.lock
  "$poetry/poetry" source add -q --priority=primary pages "$("$temp/uv/bin/python" -c 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)')"
  "$poetry/poetry" lock -q
  "$poetry/poetry" install -q --only main "${@:3}"
  cp "$temp/pyproject.toml" pyproject.toml
  "$poetry/python" "$here/poetry_lock.py" .
  "$poetry/poetry" check -q --lock
  unset VIRTUAL_ENV
  finish poetry.lock
}

# pdm_app APP INSTALL-ARGUMENT...
pdm_app() {
  start "$1"
  tool pdm 'pdm[locked]==2.29.3'
  rm -f pdm.lock
  "$temp/pdm/bin/pdm" use -f "$venv/bin/python" >/dev/null
  "$temp/pdm/bin/pdm" lock -G :all >/dev/null
  "$temp/pdm/bin/pdm" lock --check >/dev/null
  "$temp/pdm/bin/pdm" install --prod "${@:2}" >/dev/null
  finish pdm.lock
}

# pipenv_app APP CATEGORIES
pipenv_app() {
  start "$1"
  tool pipenv 'pipenv==2026.10.3'
  rm -f Pipfile.lock
  export VIRTUAL_ENV=$venv
  "$temp/pipenv/bin/pipenv" lock >/dev/null
  "$temp/pipenv/bin/pipenv" verify >/dev/null
  "$temp/pipenv/bin/pipenv" sync --categories "$2" >/dev/null
  unset VIRTUAL_ENV
  finish Pipfile.lock
}

pip_install() { "$temp/uv/bin/pip" --python "$venv/bin/python" install -q "$@"; }

compile() { "$uv" pip compile -q --universal --python-version 3.13 --no-header "$@" >/dev/null; }

# requirements.txt is what `uv pip compile` writes, below the two lines that make the files one list.
requirements_app() {
  start requirements
  rm -f requirements.txt requirements/base.txt
  compile --generate-hashes requirements/base.in -o requirements/base.txt
  compile --generate-hashes requirements.in -o requirements.txt
  sed -i '1i -c constraints.txt\n-r requirements/base.txt\n' requirements.txt
  pip_install --require-hashes -r requirements.txt
  finish requirements.txt requirements/base.txt
}

unpinned_app() {
  start unpinned
  pip_install -r requirements.txt
  finish requirements.txt
}

pylock_app() {
  start pylock
  rm -f pylock.toml
  compile --format pylock.toml requirements.in -o pylock.toml
  "$uv" pip sync -q -p "$venv" --preview-features pylock pylock.toml
  finish pylock.toml
}

script_app() {
  start script723
  rm -f main.py.lock
  "$uv" lock -q --script main.py
  VIRTUAL_ENV=$venv "$uv" sync -q --active --locked --script main.py
  finish main.py.lock
}

# vendor builds the two archives that `sources` has in its tree, where they are missing: an sdist is not the same bytes
# twice, and the lock holds the hashes of these.
vendor() {
  local out=$apps/sources/vendor
  [ -e "$out/abacus-1.2.0-py3-none-any.whl" ] || "$uv" build -q --wheel "$here/vendor/abacus" -o "$out"
  [ -e "$out/ticker-0.3.0.tar.gz" ] || "$uv" build -q --sdist "$here/vendor/ticker" -o "$out"
  rm -rf "$out/.gitignore" "$here"/vendor/*/build "$here"/vendor/*/*.egg-info "$here"/vendor/*/src/*.egg-info
}

lock() {
  case $1 in
    worker | fastapi | shop | libpq | flat | wheel | targets) uv_app "$1" ;;
    workspace) uv_app workspace --package api ;;
    sources) vendor && uv_app sources --extra steady --group report ;;
    django) poetry_app django 2.5.1 ;;
    poetry-old) poetry_app poetry-old 1.8.5 --extras pretty ;;
    pdm) pdm_app pdm -G metrics ;;
    pipenv) pipenv_app pipenv 'packages metrics' ;;
    requirements) requirements_app ;;
    unpinned) unpinned_app ;;
    pylock) pylock_app ;;
    script723) script_app ;;
    script) ;; # has no lock
    *) say "no application $1 in $apps" && exit 2 ;;
  esac
}

say "installing uv 0.13.8"
"$python" -m venv "$temp/uv"
"$temp/uv/bin/pip" install -q uv==0.13.8
[ $# -gt 0 ] || set -- $(ls "$apps")
for name in "$@"; do lock "$name"; done
