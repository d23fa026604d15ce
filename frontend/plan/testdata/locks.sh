#!/usr/bin/env bash
# Makes the locks in pylock/ anew: what uv answers in a build of each application of testdata/apps, with the arguments that
# the build gives it. UV is uv 0.13.8, PYTHON a Python 3.13.
set -euo pipefail

: "${UV:?}" "${PYTHON:?}"
out=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/pylock
apps=$(cd "$out/../../../../testdata/apps" && pwd)
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
cp -r "$apps/." "$temp"

# keep leaves out the wheels, one on a line, for other systems and versions of Python than the tests plan for.
others='-cp3(8|9|10|11|12|14|15)-cp|-cp313-cp313t-|-pp3|macosx|musllinux|-win|i686|ppc64le|s390x|armv7l|riscv64|wasm32'
keep() { grep -vE "^    \{ url = \"[^\"]*($others)" > "$out/$1.toml"; }

export_as() { # NAME APP ARGUMENT...
  (cd "$temp/$2" && "$UV" export --quiet --python "$PYTHON" --offline --format pylock.toml --preview-features pylock --no-header \
    --locked "${@:3}") | keep "$1"
}

export_of() { export_as "$1" "$@"; } # APP ARGUMENT...

compiled() { # APP ARGUMENT...
  (cd "$temp/$1" && "$UV" pip compile --quiet --universal --format pylock.toml --no-header --no-annotate --python "$PYTHON" \
    --output-file pylock.pyapp.toml "${@:2}" >/dev/null && cat pylock.pyapp.toml) | keep "$1"
}
look_up=(--no-deps --index-strategy unsafe-best-match)

rm -rf "$out" && mkdir "$out"
export_of fastapi --no-group dev
export_of flat --no-default-groups
export_of libpq --no-default-groups
export_of script723 --script main.py
export_of shop --no-group dev
export_of sources --no-default-groups --group report --extra steady
export_of targets --no-group dev
export_as targets-dev targets --group dev
export_of wheel --no-default-groups
export_of worker --no-group dev
export_of workspace --package api --no-default-groups

compiled requirements "${look_up[@]}" requirements.txt
compiled unpinned requirements.txt

"$PYTHON" - "$temp/pipenv/Pipfile.lock" > "$temp/pipenv/wanted.txt" <<'PYTHON'
import json, sys
lock = json.load(open(sys.argv[1]))
for name, p in sorted((lock["default"] | lock["metrics"]).items()):
    print(name + p["version"], ";", p["markers"])
PYTHON
compiled pipenv "${look_up[@]}" wanted.txt

