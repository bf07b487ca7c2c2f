#!/bin/sh
# numbers.sh COUNT prints PACKAGE_VERSION as so many numbers: those before a dash or plus, and zeros. Windows wants four, macOS three.
echo "$PACKAGE_VERSION" | sed 's/[-+].*//; s/$/.0.0.0.0/' | cut -d. -f "1-$1"
