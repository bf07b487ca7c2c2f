#!/bin/sh
# Signs the sums of a release: sums.sh SHA256SUMS writes SHA256SUMS.minisig beside it, with the secret key of minisign that the
# file SIGN_MINISIGN_KEY has; SIGN_MINISIGN_PASSWORD_FILE has its password, when it has one. Without a key nothing is written.
set -eu
rm -f "$1.minisig"
[ -n "${SIGN_MINISIGN_KEY:-}" ] || exit 0
minisign -S -s "$SIGN_MINISIGN_KEY" -m "$1" -x "$1.minisig" -t "Workflow Designer, $(basename "$1")" \
	<"${SIGN_MINISIGN_PASSWORD_FILE:-/dev/null}" >/dev/null
