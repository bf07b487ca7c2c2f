#!/bin/sh
# The portable archive: tar.sh STAGE DIST packs what the packages install below one folder, to run from anywhere.
set -eu
name=workflow-designer-$PACKAGE_VERSION-linux-$PACKAGE_ARCH
work=$1/$name
rm -rf "$work"
mkdir -p "$work"
cp -R "$1/root/usr/bin" "$1/root/usr/share" "$work/"
cp -R "$1/others/usr/share/zsh" "$work/share/"
cp "$1"/others/usr/share/licenses/workflow-designer/* "$work/"
chmod -R u=rwX,go=rX "$work"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu -C "$1" -cf - "$name" |
	gzip -9n >"$2/$name.tar.gz"
rm -rf "$work"
