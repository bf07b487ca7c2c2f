#!/bin/sh
# resources.sh WINRES ICONS OUT: makes what Windows shows of a program, its icon, version and manifest, as objects that the
# linker takes in: resources_windows_ARCH.syso beside the program's main.go. git ignores them, and so does a build for another
# system, for their names. OUT gets what they are made of.
set -eu
winres=$1 icons=$2 out=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
fact() { sed -n "s/.*\"$1\": \"\(.*\)\".*/\1/p" "$root/wails.json"; }
product=$(fact productName) company=$(fact companyName) copyright=$(fact copyright) comments=$(fact comments)
numbers=$("$here/../numbers.sh" 4)
mkdir -p "$out"
# The window takes the icon with the number 3.
cp "$icons/icon.ico" "$here/program.manifest" "$out" # paths in the description start at its own folder

make_resources() { # make_resources FILE DESCRIPTION FOLDER
	cat >"$out/$1.json" <<JSON
{
  "RT_GROUP_ICON": {"#3": {"0000": "icon.ico"}},
  "RT_MANIFEST": {"#1": {"0409": "program.manifest"}},
  "RT_VERSION": {"#1": {"0000": {
    "fixed": {"file_version": "$numbers", "product_version": "$numbers"},
    "info": {"0409": {
      "Comments": "$comments",
      "CompanyName": "$company",
      "FileDescription": "$2",
      "FileVersion": "$PACKAGE_VERSION",
      "InternalName": "$1",
      "LegalCopyright": "$copyright",
      "OriginalFilename": "$1.exe",
      "ProductName": "$product",
      "ProductVersion": "$PACKAGE_VERSION"
    }}
  }}}
}
JSON
	"$winres" make --in "$out/$1.json" --arch amd64,arm64 --out "$3/resources"
}
make_resources workflow-designer-desktop "$product" "$root"
make_resources workflow-designer "$product, the command line" "$root/backend/cmd/workflow-designer"
