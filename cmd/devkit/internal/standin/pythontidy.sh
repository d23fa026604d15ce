#!/bin/sh
# Removes what is left of Debian's own arrangement of Python from a system whose Python is under /usr/local. First
# argument: the root folder.
set -eu
root=$1
python=$(basename "$(ls -d "$root"/usr/local/lib/python3.*)")
rm -rf "$root/usr/lib/$python" "$root/usr/lib/python3" "$root/usr/share/python3" "$root/etc/$python" "$root/usr/lib/valgrind"

lib=$root/usr/local/lib/$python
rm -f "$lib/EXTERNALLY-MANAGED" "$lib/sitecustomize.py" "$lib/_distutils_system_mod.py"
# Debian's Python installs packages in a place of Debian's own; Python itself uses site-packages.
for file in "$lib/sysconfig.py" "$lib/sysconfig/__init__.py"; do
    [ ! -e "$file" ] || sed -i "s/prefix_scheme = 'posix_local'/prefix_scheme = 'posix_prefix'/" "$file"
done
find "$lib" -depth -name __pycache__ -exec rm -rf {} +
mkdir -p "$lib/site-packages"
# The module that says where packages are found is compiled into the program, with Debian's name for the folder.
ln -s site-packages "$lib/dist-packages"
