#!/bin/sh
# Lays out what the Linux packages install: stage.sh BIN PAGES OUT takes the programs of BIN and the generated pages of
# PAGES; OUT/root is for every package, OUT/debian for Debian's alone, OUT/others
# for the rest.
set -eu
bin=$1 pages=$2 out=$3
here=$(dirname "$0")
rm -rf "$out/root" "$out/debian" "$out/others"
share=$out/root/usr/share
doc=$share/doc/workflow-designer
put() { install -D -m "$1" "$2" "$3"; }

umask 022
for program in workflow-designer workflow-designer-desktop; do
	put 755 "$bin/$program" "$out/root/usr/bin/$program"
done
cp -R "$pages/share" "$out/root/usr/"
put 644 "$here/workflow-designer-desktop.1" "$share/man/man1/workflow-designer-desktop.1"
gzip -9n "$share"/man/man1/*.1
put 644 "$here/workflow-designer.desktop" "$share/applications/workflow-designer.desktop"
put 644 "$here/workflow-designer.xml" "$share/mime/packages/workflow-designer.xml"
put 644 "$here/../icon.svg" "$share/icons/hicolor/scalable/apps/workflow-designer.svg"
put 644 "$here/../../README.md" "$doc/README.md"

put 644 "$here/../../LICENSE" "$out/others/usr/share/licenses/workflow-designer/LICENSE"

debian=$out/debian/usr/share
put 644 "$here/copyright" "$debian/doc/workflow-designer/copyright"
put 644 "$here/lintian-overrides" "$debian/lintian/overrides/workflow-designer"
mkdir -p "$debian/doc/workflow-designer"
{
	printf 'workflow-designer (%s-1) unstable; urgency=medium\n\n' "$(echo "$PACKAGE_VERSION" | sed 's/-/~/')"
	printf '  * See CHANGELOG.md of the release.\n\n'
	printf ' -- %s  %s\n' "$PACKAGE_MAINTAINER" "$(LC_ALL=C TZ=UTC0 date -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$debian/doc/workflow-designer/changelog.Debian.gz"
find "$out/root" "$out/debian" "$out/others" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
