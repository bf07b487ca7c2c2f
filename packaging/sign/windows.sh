#!/bin/sh
# Signs a Windows program or installer in place: windows.sh FILE. Where no key is in the environment the file stays as it is.
#   SIGN_WINDOWS_KEY            file with the private key, PEM
#   SIGN_WINDOWS_CERTIFICATES   file with the certificate and those above it, PEM
#   SIGN_WINDOWS_PASSWORD_FILE  file with the key's password, when it has one
#   SIGN_WINDOWS_TIMESTAMP      address of a timestamp service, so that the signature outlives the certificate
set -eu
[ -n "${SIGN_WINDOWS_KEY:-}" ] || exit 0
signed=$1.signed
trap 'rm -f "$signed"' EXIT
osslsigncode sign -h sha256 -n "Workflow Designer" -certs "${SIGN_WINDOWS_CERTIFICATES:?}" -key "$SIGN_WINDOWS_KEY" \
	${SIGN_WINDOWS_PASSWORD_FILE:+-readpass "$SIGN_WINDOWS_PASSWORD_FILE"} \
	${SIGN_WINDOWS_TIMESTAMP:+-ts "$SIGN_WINDOWS_TIMESTAMP"} -in "$1" -out "$signed" >/dev/null
chmod --reference="$1" "$signed"
mv "$signed" "$1"
