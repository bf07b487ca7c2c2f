#!/bin/sh
# Says in one line what was left unsigned for want of a key.
set -eu
missing=""
for key in SIGN_WINDOWS_KEY SIGN_MINISIGN_KEY SIGN_MAC_IDENTITY; do
	eval "[ -n \"\${$key:-}\" ]" || missing="$missing $key"
done
[ -z "$missing" ] || echo "Left unsigned, as these are not in the environment:$missing"
