#!/bin/sh
# Makes sure that the system packages a purpose needs are there: "app" to build and open the window, "package" to make the
# installers for Windows as well, "test" to run the tests as well, "bench" for what the benchmarks compare with. Installs them
# through apt when that is allowed, else says exactly what to install.
set -eu
purpose=${1:?app, package, test or bench}

missing=""
need() { # need PACKAGE TEST...: the package is missing when the test fails
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}
installed() { dpkg-query -W -f '${Status}' "$1" | grep -q 'ok installed'; }

need gcc command -v gcc
need libc6-dev test -e /usr/include/stdlib.h
need pkg-config command -v pkg-config
need libgtk-3-dev pkg-config --exists gtk+-3.0
need libwebkit2gtk-4.1-dev pkg-config --exists webkit2gtk-4.1
if [ "$purpose" != app ]; then
	need nsis command -v makensis
	need zip command -v zip
fi
if [ "$purpose" = bench ]; then
	need git command -v git
	need grep command -v grep
	need ripgrep command -v rg
fi
if [ "$purpose" = test ]; then
	need git command -v git
	need xvfb command -v Xvfb
	need xauth command -v xauth
	need xdotool command -v xdotool
	need imagemagick installed imagemagick
	need chromium command -v chromium
	need dbus-daemon command -v dbus-daemon
	need gnome-keyring command -v gnome-keyring-daemon
	need lintian command -v lintian
	need dpkg-dev command -v dpkg-shlibdeps
	need binutils command -v objdump
	need desktop-file-utils command -v desktop-file-validate
	need shared-mime-info command -v update-mime-database
	need man-db command -v man
	need 7zip command -v 7zz
	need wine command -v wine
	need rpm command -v rpm
	need libarchive-tools command -v bsdtar
	need qemu-user-static command -v qemu-aarch64-static
	need osslsigncode command -v osslsigncode
	need openssl command -v openssl
	need minisign command -v minisign
fi
[ -n "$missing" ] || exit 0

as_root=""
if command -v apt-get >/dev/null 2>&1; then
	if [ "$(id -u)" = 0 ]; then
		as_root="env"
	elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
		as_root="sudo -n"
	fi
fi
if [ -z "$as_root" ]; then
	echo "These system packages are missing (Debian's names):$missing" >&2
	echo "Install them, then run the same command again. On Debian and Ubuntu:" >&2
	echo "    sudo apt-get install --no-install-recommends$missing" >&2
	exit 1
fi
echo "Installing:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086 # the list is meant to be split
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
