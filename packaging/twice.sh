#!/bin/bash
# Builds packages again where everything differs that may differ, and compares them byte for byte: twice.sh TARGET... builds the
# targets of make in two copies of this project, the second with nothing that was compiled before. twice.sh --against DIST TARGET...
# compares what was built into DIST with one more build, which takes what Go has compiled and the built page as they are.
#
# The second build has another folder, umask, time zone, language, home, host and user name, and times of files.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
against=""
if [ "$1" = --against ]; then
	against=$(realpath "$2")
	shift 2
fi
work=$(mktemp -d)
# shellcheck disable=SC2154 # status is set in the trap itself
trap 'status=$?; chmod -R u+w "$work"; [ -n "${KEEP:-}" ] || rm -rf "$work"; exit $status' EXIT

copy() { # copy TO: what is under version control, with what was changed and not committed
	git clone -q --no-local --no-hardlinks "file://$(git rev-parse --show-toplevel)" "$1"
	git diff -z --name-only --diff-filter=d HEAD | tar --null -T - -cf - | tar -C "$1" -xf -
	ln -s "$(realpath "$here/.tools")" "$1/.tools"
	touch -d 2001-02-03T04:05:06Z "$1"/tools/*/go.mod # the tools are there
}
build() { # build IN TARGET...: where no signature is made, which would differ
	local in=$1
	shift
	env -u SIGN_WINDOWS_KEY -u SIGN_MINISIGN_KEY -u SIGN_MAC_IDENTITY make -s -C "$in" "$@" package-sums >"$in.log" 2>&1 ||
		{ tail -40 "$in.log" >&2; exit 1; }
}

if [ -z "$against" ]; then
	copy "$work/one"
	(umask 022 && TZ=UTC0 LC_ALL=C build "$work/one" "$@")
	against=$work/one/build/package/dist
fi

other=$work/quite/another/place
mkdir -p "$work/quite/another" "$work/home"
(umask 077 && copy "$other")
find "$other" -path "$other/.git" -prune -o -type f -exec touch -d 2001-02-03T04:05:06Z {} +
GOMODCACHE=$(go env GOMODCACHE) GOCACHE=$work/cache
if [ "$against" != "$work/one/build/package/dist" ]; then
	GOCACHE=$(go env GOCACHE)
	cp -R frontend/node_modules "$other/frontend/"
	cp -R frontend/dist "$other/frontend/"
	touch "$other/frontend/node_modules/.installed" "$other/frontend/dist/index.html"
fi
export GOMODCACHE GOCACHE
(
	umask 077
	export TZ=Asia/Jakarta LC_ALL=C.UTF-8 HOME=$work/home USER=somebody LOGNAME=somebody
	git config --global --add safe.directory '*'
	build_there() {
		hostname another-host
		build "$other" "$@"
	}
	export other
	export -f build build_there
	unshare --uts bash -euo pipefail -c 'build_there "$@"' bash "$@"
)

built=$other/build/package/dist
same=0 differ=""
for file in "$built"/*; do
	case $file in */SHA256SUMS) continue ;; esac
	if cmp -s "$file" "$against/$(basename "$file")"; then
		same=$((same + 1))
	else
		differ="$differ $(basename "$file")"
	fi
done
[ "$same" -gt 0 ] || { echo "Nothing was built." >&2; exit 1; }
[ -z "$differ" ] || { echo "These are not the same:$differ" >&2; exit 1; }
echo "$same files are the same, byte for byte."
