#!/bin/sh
# Writes a bill of materials for every program of this version that was built: bills.sh CYCLONEDX PACKAGE OUT takes those in
# PACKAGE/bin, which the Linux packages have, those of one file in PACKAGE/dist, and the Windows windows that belong to them.
set -eu
cyclonedx=$1 package=$2 out=$3
rm -rf "$out"
mkdir -p "$out"
bill() {
	"$cyclonedx" bin -json -std -noserial -notimestamp -short-purls -version "$PACKAGE_VERSION" -output "$out/$(echo "$1" | tr / -).json" "$1"
}
for program in "$package"/bin/*; do bill "$program"; done
for system in linux windows darwin; do
	for arch in amd64 arm64; do
		program=$package/dist/workflow-designer-$PACKAGE_VERSION-$system-$arch
		[ $system != windows ] || program=$program.exe
		[ -f "$program" ] || continue
		bill "$program"
		window=$package/$system/$arch/workflow-designer-desktop.exe
		[ ! -f "$window" ] || bill "$window"
	done
done
