#!/bin/sh
# Makes a minimal Debian root directory in $1 and packs it as $2, with the habits of the official slim image:
# no documentation, no package caches, no services. A tar keeps the owners that COPY would lose.
set -eu

root=$1
archive=$2

debootstrap --variant=minbase --merged-usr bookworm "$root" "${MIST_LAB_DEBIAN_MIRROR:-http://deb.debian.org/debian}"

echo 'deb http://deb.debian.org/debian-security bookworm-security main' >> "$root/etc/apt/sources.list"
cat > "$root/etc/dpkg/dpkg.cfg.d/docker" <<'END'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/info/*
END
cat > "$root/etc/apt/apt.conf.d/docker" <<'END'
Acquire::Languages "none";
Apt::AutoRemove::SuggestsImportant "false";
END
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"

find "$root/usr/share/doc" -mindepth 1 -not -name copyright -not -type d -delete
rm -rf "$root/usr/share/man" "$root/usr/share/locale" "$root/usr/share/info"
rm -rf "$root/var/cache/apt" "$root/var/lib/apt/lists" "$root"/var/log/* "$root"/dev/*
mkdir -p "$root/var/cache/apt/archives/partial" "$root/var/lib/apt/lists/partial"
rm -f "$root/etc/hostname" "$root/etc/resolv.conf"

tar --numeric-owner --one-file-system -C "$root" -cf "$archive" .
rm -rf "$root"
