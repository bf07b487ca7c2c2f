#!/bin/sh
# Packs a .deb smaller: the two programs have much in common, which only a window as wide as both of them sees.
set -eu
deb=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
ar x "$deb"
filter=""
[ "$PACKAGE_ARCH" != amd64 ] || filter=--x86
xz -T1 $filter --lzma2=preset=6,dict=64MiB data.tar
rm "$deb"
ar rcD "$deb" debian-binary control.tar.* data.tar.xz
touch -d "@$SOURCE_DATE_EPOCH" "$deb"
