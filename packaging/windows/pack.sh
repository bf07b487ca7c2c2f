#!/bin/sh
# pack.sh PAYLOAD ICONS OUT [CPU]: makes the installer and the zip of what lies in PAYLOAD, the programs as they are installed.
# CPU is the processor that the installer itself is for: x86 runs everywhere and is the one that people get. Another one is for
# the tests, which cannot run that; it is not compressed, and there is no zip then.
set -eu
payload=$1 icons=$2 out=$3 cpu=${4:-x86}
here=$(dirname "$0")
root=$here/../..
name=workflow-designer-$PACKAGE_VERSION-windows-$ARCH
fact() { sed -n "s/.*\"$1\": \"\(.*\)\".*/\1/p" "$root/wails.json"; }
with_crlf() { sed 's/$/\r/' "$1"; }

with_crlf "$root/LICENSE" >"$payload/LICENSE.txt"
with_crlf "$NOTICES" >"$payload/THIRD_PARTY_NOTICES.txt"
cp "$WEBVIEW2" "$payload.webview2.exe"
chmod u+w "$payload.webview2.exe"
find "$payload" "$payload.webview2.exe" "$icons/icon.ico" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +

absolute() { (cd "$(dirname "$1")" && echo "$(pwd)/$(basename "$1")"); }
setup=$(absolute "$out/$name-setup.exe")
set -- -DVERSION="$PACKAGE_VERSION" -DNUMBERS="$("$here/../numbers.sh" 4)" -DARCH="$ARCH" -DCPU="$cpu" -DCOMPANY="$(fact companyName)" \
	-DCOPYRIGHT="$(fact copyright)" -DCOMMENTS="$(fact comments)" -DICON="$(absolute "$icons/icon.ico")" \
	-DPAYLOAD="$(cd "$payload" && pwd)" -DBOOTSTRAPPER="$(absolute "$payload.webview2.exe")" -DOUT="$setup"
[ "$cpu" = x86 ] || set -- "$@" -DQUICK
[ -z "${SIGN_WINDOWS:-}" ] || set -- "$@" -DSIGN="$SIGN_WINDOWS"
# Started here, so that a command to sign with is found as it is written.
makensis -NOCD -V2 -WX "$@" "$here/installer.nsi"
[ "$cpu" = x86 ] || exit 0

folder=$payload.zip/$name
rm -rf "$payload.zip"
mkdir -p "$folder"
cp "$payload/workflow-designer-desktop.exe" "$payload/bin/workflow-designer.exe" "$payload"/*.txt "$folder"
with_crlf "$here/README.txt" | sed "s/@VERSION@/$PACKAGE_VERSION/" >"$folder/README.txt"
find "$folder" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
chmod 755 "$folder" "$folder"/*.exe
chmod 644 "$folder"/*.txt
rm -f "$out/$name.zip"
zip=$(absolute "$out/$name.zip")
(cd "$payload.zip" && find "$name" -type f | sort | zip -q -X -9 -@ "$zip")
