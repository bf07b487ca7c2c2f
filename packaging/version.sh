#!/bin/sh
# Prints the version of what is built: that of the tag v1.2.3 when the commit has one, else the coming version with the
# commit's time and name, so that a later one is always newer.
set -eu
cd "$(dirname "$0")/.."
if tag=$(git describe --tags --exact-match --match 'v[0-9]*' 2>/dev/null); then
	version=${tag#v}
else
	coming=$(sed -n 's/.*"productVersion": "\(.*\)".*/\1/p' wails.json)
	version=$coming-dev$(TZ=UTC0 git log -1 --date=format-local:.%Y%m%d%H%M%S.g --format=%cd%h --abbrev=8 2>/dev/null || true)
fi
[ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] || version=$version+changed
echo "$version"
