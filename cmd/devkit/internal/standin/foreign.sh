#!/bin/sh
# Finishes a system for another machine whose packages are unpacked and not installed, without running any of its
# programs but ldconfig: writes what dpkg knows of the packages other than Python, and takes what their scripts would have
# made from a system of the same packages for this machine, the tarball $STANDIN_LIKE. First argument: the root folder.
set -eu
root=$1
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dpkg=$root/var/lib/dpkg
arch=$(cat "$dpkg/arch")
python=$(basename "$(ls -d "$root"/usr/local/lib/python3.*)")
triplet=$(basename "$root"/usr/lib/*-linux-gnu*)
native=$(uname -m)

# The paths of a package, as dpkg lists them.
paths() {
    dpkg-deb --fsys-tarfile "$1" | tar --list --quoting-style=literal | sed 's,^\.,,; s,/$,,; 1s,^$,/.,'
}

register() {
    rm -rf "$work/control"
    dpkg-deb --control "$1" "$work/control"
    name=$(dpkg-deb --field "$1" Package)
    [ "$(dpkg-deb --field "$1" Multi-Arch)" != same ] || name=$name:$arch
    paths "$1" >"$dpkg/info/$name.list"
    sed '/^Package:/a Status: install ok installed' "$work/control/control" >>"$dpkg/status"
    if [ -e "$work/control/conffiles" ]; then
        echo Conffiles: >>"$dpkg/status"
        (cd "$root" && sed 's,^/,,' "$work/control/conffiles" | xargs md5sum) | sed 's,\(.*\)  \(.*\), /\2 \1,' >>"$dpkg/status"
    fi
    echo >>"$dpkg/status"
    rm "$work/control/control"
    for file in "$work"/control/*; do
        cp "$file" "$dpkg/info/$name.${file##*/}"
    done
}

# Removes the files of a package, and the folders that no other has filled.
discard() {
    paths "$1" | sed 1d | sort -r | while read -r path; do
        if [ -d "$root$path" ] && [ ! -L "$root$path" ]; then
            rmdir --ignore-fail-on-non-empty "$root$path"
        else
            rm -f "$root$path"
        fi
    done
}

like() {
    tar --extract --file "$STANDIN_LIKE" "$@"
}

# mmdebstrap may have put a package there that is among these, too.
: >"$dpkg/status"
for deb in "$root"/var/cache/apt/archives/*.deb; do
    case ${deb##*/} in
    "$python"* | "lib$python"* | media-types_*) discard "$deb" ;;
    *) register "$deb" ;;
    esac
done

(cd "$work" && APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get -qq download "lib$python-dev")
dpkg-deb -x "$work/lib$python-dev_"*.deb "$work/headers"
mkdir -p "$root/usr/local/include"
cp -a "$work/headers/usr/include/." "$root/usr/local/include/"

# Scripts make links of these two.
rmdir "$root/var/run" "$root/var/lock"
like --directory "$root" --skip-old-files --keep-directory-symlink --exclude="*$native*" \
    --exclude=./lib64 --exclude=./usr/lib64 --exclude=./etc/ld.so.cache --exclude=./var/lib/dpkg/status --exclude='./var/lib/dpkg/info/*.*'
echo "$arch" >"$dpkg/arch-native"
sed -i "s/$native-linux-gnu/$triplet/" "$dpkg/diversions"
sed -i "s/^Architecture: $(like --to-stdout ./var/lib/dpkg/arch)/Architecture: $arch/" "$root/var/lib/apt/extended_states"
"qemu-$(echo "${triplet%%-*}" | sed s/^powerpc/ppc/)-static" "$root/sbin/ldconfig" -r "$root"
rm -rf "$root/var/cache/ldconfig"
