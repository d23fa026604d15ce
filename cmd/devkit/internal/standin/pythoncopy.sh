#!/bin/sh
# Copies Debian's Python of a system to where the official Python image has it, under /usr/local. First argument: the
# root folder.
set -eu
root=$1
python=$(basename "$(ls -d "$root"/usr/lib/python3.*)")

# Debian makes this folder for local packages; it would be merged with the library.
rm -rf "$root/usr/local/lib/$python"
mkdir -p "$root/usr/local/bin" "$root/usr/local/lib"
cp -a "$root/usr/bin/$python" "$root/usr/local/bin/$python"
cp -a "$root/usr/lib/$python" "$root/usr/local/lib/$python"
ln -s "$python" "$root/usr/local/bin/python3"
ln -s python3 "$root/usr/local/bin/python"
