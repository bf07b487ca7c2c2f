#!/bin/sh
# Measures speed. Every figure is a ratio against a bare equivalent, taken in turn in the same run, because machines are
# noisy; only the list of versions is a time.
set -eu
cd "$(dirname "$0")/.."

bench() { # bench PACKAGE BENCHMARK TIMES: prints the line of the result
	go test -run '^$' -bench "^$2\$" -benchtime "$3" "$1" | grep '^Benchmark'
}

echo "Durable save of 5 KB, against a bare write, fsync, rename and fsync of the folder (at most 3):"
bench ./backend/storage/localstore BenchmarkSave 300x
echo "Save sent to MinIO, against a bare PutObject and a local save (at most 1.5):"
bench ./backend/designer BenchmarkSaveToBucket 200x
echo "Versions of a workflow that has 1,000 (at most 5 ms):"
bench ./backend/designer BenchmarkVersionsOf1000 200x
go run ./bench/firstpaint
