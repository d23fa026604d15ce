#!/bin/sh
# Leaves apt and dpkg as Debian's slim container images have them: one deb822 sources file, no package archives kept
# after an installation, no translations, package lists compressed, no documentation installed. First argument: the
# root folder.
set -eu
root=$1
rm -f "$root/etc/apt/sources.list"
mv "$root"/etc/apt/sources.list.d/*.sources "$root/etc/apt/sources.list.d/debian.sources"

mv "$root/etc/dpkg/dpkg.cfg.d/99mmdebstrap" "$root/etc/dpkg/dpkg.cfg.d/docker"
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/docker-apt-speedup"

# The essential packages were unpacked before dpkg knew what to leave out.
find "$root/usr/share/doc" ! -type d ! -name copyright -delete
find "$root/usr/share/locale" "$root/usr/share/man" "$root/usr/share/info" "$root/usr/share/lintian/overrides" \
    -mindepth 1 ! -name locale.alias -delete 2>/dev/null || true
find "$root/usr/share/doc" -type d -empty -delete

cat >"$root/etc/apt/apt.conf.d/docker-clean" <<'END'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
END
echo 'Acquire::Languages "none";' >"$root/etc/apt/apt.conf.d/docker-no-languages"
echo 'Acquire::GzipIndexes "true";' >"$root/etc/apt/apt.conf.d/docker-gzip-indexes"
echo 'Apt::AutoRemove::SuggestsImportant "false";' >"$root/etc/apt/apt.conf.d/docker-autoremove-suggests"
# With apt's caches switched off, nothing else would remove these two.
rm -f "$root"/var/cache/apt/*.bin
rm -rf "$root"/var/log/apt "$root"/var/log/dpkg.log "$root"/var/log/bootstrap.log "$root"/var/log/alternatives.log \
    "$root"/var/cache/debconf/*-old "$root"/var/lib/dpkg/*-old "$root"/var/cache/ldconfig
