#!/bin/sh
# Prints PACKAGE_VERSION as the four numbers that Windows wants: those before a dash or plus, and 0.
echo "$PACKAGE_VERSION" | sed 's/[-+].*//; s/$/.0/'
