#!/bin/sh
# Makes a system like that of Alpine's Python image as a tarball: musl, busybox, and CPython compiled for musl. Nothing comes
# from Alpine; Debian has the sources and the programs. Arguments: a folder to work in, which has apt/debian.sources; the
# release of Alpine that the system says it is; the Python to compile, as in python3.13; the name of the tarball.
set -eu
work=$1 release=$2 python=$3 tarball=$4
root=$work/root
export LC_ALL=C

# Apt with package lists of its own.
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$root"
get() {
    apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/apt" -o Dir::State::Lists="$work/lists" \
        -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@"
}
get update
cd "$work"
get source --download-only "$python" zlib
get download busybox-static ca-certificates musl tzdata
for deb in *.deb; do dpkg-deb -x "$deb" debian; done

# Asked for the folder of the system's libraries, gcc answers for Debian's own C library.
cat >musl-cc <<'END'
#!/bin/sh
case $* in *--print-multiarch*) exit ;; esac
exec musl-gcc "$@"
END
chmod +x musl-cc

mkdir zlib && tar --extract --strip-components=1 --directory zlib --file zlib_*.orig.tar.*z
(cd zlib && CC=musl-gcc CFLAGS="-O1 -fPIC" ./configure --static && make -s -j2 libz.a)

mkdir python && tar --extract --strip-components=1 --directory python --file "$python"_*.orig.tar.*z
cd python
# What takes long to compile and no test asks for, and what would be taken from Debian's C library by mistake.
{
    echo '*disabled*'
    printf '%s\n' _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _multibytecodec _decimal _curses readline \
        _lsprof _testexternalinspection xxlimited xxlimited_35 xxsubtype
} >Modules/Setup.local
# The stack of threads is as large as in the official image: musl's own default is too small for Python.
./configure -q --prefix=/usr/local --disable-test-modules --without-ensurepip --without-static-libpython --without-mimalloc \
    CC="$work/musl-cc" PKG_CONFIG=false CFLAGS="-O1 -g0" LDFLAGS="-Wl,-z,stack-size=0x100000 -Wl,--strip-all" \
    ZLIB_CFLAGS="-I$work/zlib" ZLIB_LIBS="-L$work/zlib -lz"
make -s -j2 build_all
make -s install DESTDIR="$root"

# As in the official image: no bytecode, and a python beside python3. The configuration names the compiler that Alpine has.
find "$root" -depth -name __pycache__ -exec rm -rf {} +
ln -s python3 "$root/usr/local/bin/python"
grep -rlIF "$work" "$root/usr/local/lib" | xargs sed -i "s,$work/musl-cc,gcc,g; s,$work/[a-z]*,,g"

cd "$root"
mkdir -p bin dev etc/apk etc/ssl/certs home lib/apk/db media mnt opt proc root run sbin srv sys tmp usr/bin usr/lib usr/sbin \
    usr/share var/cache/apk var/lib/apk var/log var/tmp
chmod 0700 root
chmod 1777 tmp var/tmp
machine=$(uname -m)
cp "$work/debian/usr/lib/$machine-linux-musl/libc.so" "lib/ld-musl-$machine.so.1"
ln -s "ld-musl-$machine.so.1" "lib/libc.musl-$machine.so.1"
cp "$(find "$work/debian" -path '*/bin/busybox')" bin/busybox
bin/busybox --list-full | grep -vE '/(busybox|dpkg.*|rpm.*|ldconfig)$' | while read -r applet; do
    ln -s /bin/busybox "$applet"
done
cp -a "$work/debian/usr/share/zoneinfo" usr/share/
cat "$work"/debian/usr/share/ca-certificates/mozilla/*.crt >etc/ssl/certs/ca-certificates.crt
ln -s certs/ca-certificates.crt etc/ssl/cert.pem

# An apk that has installed nothing; the program itself is in no package of Debian.
touch lib/apk/db/installed etc/apk/world etc/apk/repositories
echo "$machine" >etc/apk/arch
echo "$release.0" >etc/alpine-release
cat >etc/os-release <<END
NAME="Alpine Linux"
ID=alpine
VERSION_ID=$release.0
PRETTY_NAME="Alpine Linux v$release"
END
cat >etc/passwd <<'END'
root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/:/sbin/nologin
END
printf '%s\n' root:x:0:root tty:x:5: nobody:x:65534: >etc/group
printf '%s\n' 'root:*::0:::::' 'nobody:!::0:::::' >etc/shadow
chmod 0640 etc/shadow
tar --create --file "$work/$tarball" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner .
