#!/bin/bash
# bundle.sh ICONS OUT, on a Mac: builds the window for both processors into one program, lays out "Workflow Designer.app" with the
# command line beside it, has it signed, and puts it into a disk image. It is given VERSION, NUMBERS (of the version), LDFLAGS and,
# for a signature, SIGN_MAC: a command that signs the file whose path follows, and notarizes a disk image.
set -euo pipefail
if [ "$(uname -s)" != Darwin ]; then
	echo "The macOS app is built on a Mac: its window needs Apple's own compiler and libraries. This computer runs $(uname -s)." >&2
	echo "The command line for macOS is built everywhere: make package-cli" >&2
	exit 1
fi
icons=$1 out=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"
for tool in lipo hdiutil codesign plutil xcrun go; do
	command -v "$tool" >/dev/null || { echo "$tool is missing. Install Apple's command line tools: xcode-select --install" >&2; exit 1; }
done

work=$root/build/package/macos
app="$work/image/Workflow Designer.app"
rm -rf "$work"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources" "$out"
min=$("$here/info.sh" MIN_MACOS)
export MACOSX_DEPLOYMENT_TARGET=$min

build() { # build ARCH NAME CGO PACKAGE [FLAG...]
	local arch=$1 name=$2 cgo=$3 package=$4
	shift 4
	CGO_ENABLED=$cgo GOOS=darwin GOARCH=$arch CGO_CFLAGS="-mmacosx-version-min=$min" \
		CGO_LDFLAGS="-framework UniformTypeIdentifiers -mmacosx-version-min=$min" \
		go build -trimpath -ldflags "$LDFLAGS" "$@" -o "$work/$name-$arch" "$package"
}
for arch in amd64 arm64; do
	build $arch workflow-designer-desktop 1 . -tags desktop,production
	build $arch workflow-designer 0 ./backend/cmd/workflow-designer
done
for name in workflow-designer-desktop workflow-designer; do
	lipo -create -output "$app/Contents/MacOS/$name" "$work/$name-amd64" "$work/$name-arm64"
done

"$here/info.sh" >"$app/Contents/Info.plist"
plutil -lint "$app/Contents/Info.plist"
cp "$icons/icon.icns" LICENSE build/package/THIRD_PARTY_NOTICES "$app/Contents/Resources/"

# What lies inside is signed before what it lies in.
if [ -n "${SIGN_MAC:-}" ]; then
	$SIGN_MAC "$app/Contents/MacOS/workflow-designer"
	$SIGN_MAC "$app"
fi
ln -s /Applications "$work/image/Applications"
image=$out/workflow-designer-$VERSION-macos.dmg
rm -f "$image"
hdiutil create -quiet -fs HFS+ -format UDZO -volname "Workflow Designer" -srcfolder "$work/image" "$image"
if [ -n "${SIGN_MAC:-}" ]; then
	$SIGN_MAC "$image"
fi
echo "$image"
