#!/bin/sh
# Lays out what the Linux packages install: stage.sh BIN PAGES OUT takes the programs of BIN and the generated pages of
# PAGES, and the notices that are in OUT; OUT/root is for every package, OUT/debian for Debian's alone, OUT/others for the rest.
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
chmod -R u=rwX,go=rX "$out/root/usr/share"
put 644 "$here/workflow-designer-desktop.1" "$share/man/man1/workflow-designer-desktop.1"
gzip -9n "$share"/man/man1/*.1
put 644 "$here/workflow-designer.desktop" "$share/applications/workflow-designer.desktop"
put 644 "$here/workflow-designer.xml" "$share/mime/packages/workflow-designer.xml"
put 644 "$here/../icon.svg" "$share/icons/hicolor/scalable/apps/workflow-designer.svg"
put 644 "$here/../../README.md" "$doc/README.md"

# Each system has its own folder for zsh's completions.
debian=$out/debian/usr/share
others=$out/others/usr/share
put 644 "$share/zsh/vendor-completions/_workflow-designer" "$debian/zsh/vendor-completions/_workflow-designer"
put 644 "$share/zsh/vendor-completions/_workflow-designer" "$others/zsh/site-functions/_workflow-designer"
rm -r "$share/zsh"

put 644 "$here/../../LICENSE" "$others/licenses/workflow-designer/LICENSE"
put 644 "$out/THIRD_PARTY_NOTICES" "$others/licenses/workflow-designer/THIRD_PARTY_NOTICES"

put 644 "$here/copyright" "$debian/doc/workflow-designer/copyright"
put 644 "$here/lintian-overrides" "$debian/lintian/overrides/workflow-designer"
gzip -9nc "$out/THIRD_PARTY_NOTICES" >"$debian/doc/workflow-designer/THIRD_PARTY_NOTICES.gz"
{
	printf 'workflow-designer (%s-1) unstable; urgency=medium\n\n' "$(echo "$PACKAGE_VERSION" | sed 's/-/~/')"
	printf '  * See CHANGELOG.md of the release.\n\n'
	printf ' -- %s  %s\n' "$PACKAGE_MAINTAINER" "$(LC_ALL=C TZ=UTC0 date -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$debian/doc/workflow-designer/changelog.Debian.gz"
find "$out/root" "$out/debian" "$out/others" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
