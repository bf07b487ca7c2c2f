#!/bin/sh
# Prints the oldest C library that a program runs with.
set -eu
objdump -T "$1" | sed -n 's/.*(\{0,1\}GLIBC_\([0-9][0-9.]*\).*/\1/p' | sort -Vu | tail -1
