#!/bin/sh
# info.sh prints the app's Info.plist for VERSION and NUMBERS; info.sh NAME prints one of the facts in it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
fact() { sed -n "s/.*\"$1\": \"\(.*\)\".*/\1/p" "$here/../../wails.json"; }
BUNDLE_ID=io.github.workflow-designer
MIN_MACOS=12.0 # what the Go that builds it needs
case ${1:-} in
BUNDLE_ID) echo "$BUNDLE_ID" ;;
MIN_MACOS) echo "$MIN_MACOS" ;;
*)
	sed -e "s|@PRODUCT@|$(fact productName)|; s|@COPYRIGHT@|$(fact copyright)|; s|@BUNDLE_ID@|$BUNDLE_ID|; s|@MIN_MACOS@|$MIN_MACOS|" \
		-e "s|@VERSION@|$VERSION|; s|@NUMBERS@|$NUMBERS|" "$here/Info.plist"
	;;
esac
