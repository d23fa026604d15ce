#!/bin/sh
# Gives a Debian system with Debian's Python the layout of the official Python image: the interpreter and its library
# under /usr/local, no Python that dpkg knows of, the shared libraries it needs kept as if asked for. First argument:
# the root folder.
set -eu
root=$1
python=$(basename "$(ls -d "$root"/usr/lib/python3.*)")
packages="lib$python-minimal lib$python-stdlib $python-minimal $python"
needed=$(chroot "$root" dpkg-query -W -f '${Depends},${Pre-Depends},' $packages | tr ',|' '\n\n' | sed 's/ *(.*//; s/:any//; s/ //g' | sort -u)

# Debian makes this folder for local packages; it would be merged with the library.
rm -rf "$root/usr/local/lib/$python"
cp -a "$root/usr/bin/$python" "$root/usr/local/bin/$python"
cp -a "$root/usr/lib/$python" "$root/usr/local/lib/$python"
ln -s "$python" "$root/usr/local/bin/python3"
ln -s python3 "$root/usr/local/bin/python"

for package in $needed; do
    case " $packages media-types python3 " in *" $package "*) continue ;; esac
    chroot "$root" dpkg-query -W "$package" >/dev/null 2>&1 && chroot "$root" apt-mark manual "$package" >/dev/null
done
chroot "$root" dpkg --purge --force-depends $packages media-types
# The official image has the headers, without which no extension module can be compiled.
chroot "$root" sh -c "cd /tmp && apt-get -qq download lib$python-dev && dpkg-deb -x lib$python-dev_*.deb headers"
cp -a "$root/tmp/headers/usr/include/." "$root/usr/local/include/"
rm -rf "$root/tmp/headers" "$root"/tmp/lib"$python"-dev_*.deb
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
