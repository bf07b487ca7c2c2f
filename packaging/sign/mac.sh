#!/bin/sh
# Signs a macOS bundle or disk image in place: mac.sh FILE, on a Mac, with the identity SIGN_MAC_IDENTITY of the keychain. With
# SIGN_MAC_PROFILE, the name under which notarytool has stored who asks, Apple is asked to notarize it as well, and its answer is
# stapled to it. DRY_RUN=1 says what would be done and does nothing. Without an identity the file stays as it is.
set -eu
[ -n "${SIGN_MAC_IDENTITY:-}" ] || exit 0
run() {
	if [ -n "${DRY_RUN:-}" ]; then echo "$@"; else "$@"; fi
}
run codesign --force --options runtime --timestamp --sign "$SIGN_MAC_IDENTITY" "$1"
run codesign --verify --strict "$1"
case $1 in *.dmg)
	[ -z "${SIGN_MAC_PROFILE:-}" ] || {
		run xcrun notarytool submit "$1" --keychain-profile "$SIGN_MAC_PROFILE" --wait
		run xcrun stapler staple "$1"
	}
	;;
esac
