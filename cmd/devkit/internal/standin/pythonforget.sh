#!/bin/sh
# Makes dpkg forget Debian's Python, keeps the shared libraries it needs as if asked for, and adds the headers. First
# argument: the root folder of a system whose programs this machine can run.
set -eu
root=$1
python=$(basename "$(ls -d "$root"/usr/lib/python3.*)")
packages="lib$python-minimal lib$python-stdlib $python-minimal $python"
needed=$(chroot "$root" dpkg-query -W -f '${Depends},${Pre-Depends},' $packages | tr ',|' '\n\n' | sed 's/ *(.*//; s/:any//; s/ //g' | sort -u)

for package in $needed; do
    case " $packages media-types python3 " in *" $package "*) continue ;; esac
    chroot "$root" dpkg-query -W "$package" >/dev/null 2>&1 && chroot "$root" apt-mark manual "$package" >/dev/null
done
chroot "$root" dpkg --purge --force-depends $packages media-types
# The official image has the headers, without which no extension module can be compiled.
chroot "$root" sh -c "cd /tmp && apt-get -qq download lib$python-dev && dpkg-deb -x lib$python-dev_*.deb headers"
cp -a "$root/tmp/headers/usr/include/." "$root/usr/local/include/"
rm -rf "$root/tmp/headers" "$root"/tmp/lib"$python"-dev_*.deb
