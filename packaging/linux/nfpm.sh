#!/bin/sh
# Makes one of the Linux packages of what is laid out in build/package: nfpm.sh NFPM KIND DIST PROGRAM, KIND as nfpm calls it.
# nfpm fills in most of nfpm.yaml; what it would leave or get wrong is filled in here.
set -eu
nfpm=$1 kind=$2 dist=$3 program=$4
here=$(dirname "$0")
GLIBC_NEEDED=$("$here/glibc.sh" "$program")
config=$(mktemp)
trap 'rm -f "$config"' EXIT
packager=$(printf '%s' "$PACKAGE_MAINTAINER" | sed 's/[&/\\]/\\&/g')
sed "s/^  packager: .*/  packager: '$packager'/" "$here/../nfpm.yaml" >"$config"
if [ "$kind" = archlinux ]; then
	# pacman has no hyphen in a version, and a description of one line. 0.1.0dev is older than 0.1.0 to it.
	PACKAGE_VERSION=$(echo "$PACKAGE_VERSION" | tr -d -)
	sed -i -e '/^description:/{N;s/^description: |-\n  */description: /}' -e '/^  Describe an approval/,/^  workflow-designer\./d' "$config"
fi
export GLIBC_NEEDED PACKAGE_VERSION
"$nfpm" package --config "$config" --packager "$kind" --target "$dist"
