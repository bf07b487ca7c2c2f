#!/bin/sh
# Measures speed. Every figure is a ratio against a bare equivalent, taken in turn in the same run, because machines are
# noisy; only the list of versions is a time.
set -eu
cd "$(dirname "$0")/.."

bench() { # bench PACKAGE BENCHMARK TIMES: prints the line of the result
	go test -timeout 60m -run '^$' -bench "^$2\$" -benchtime "$3" "$1" | grep '^Benchmark'
}

echo "Durable save of 5 KB, against a bare write, fsync, rename and fsync of the folder (at most 3):"
bench ./backend/storage/localstore BenchmarkSave 300x
echo "Save sent to MinIO, against a bare PutObject and a local save (at most 1.5):"
bench ./backend/designer BenchmarkSaveToBucket 200x
echo "Versions of a workflow that has 1,000 (at most 5 ms):"
bench ./backend/designer BenchmarkVersionsOf1000 200x
echo "Sync of 10,000 workflows of which nothing changed, against a bare listing (at most 1.3, and 12 requests):"
bench ./backend/replica BenchmarkNoOpSync 3x
echo "Clone of 10,000 workflows, against a bare listing and a GET of each, 16 at a time (at most 1.4):"
bench ./backend/replica BenchmarkClone 1x
echo "Push of 1,000 versions of as many workflows, against bare PUTs, 16 at a time (at most 1.4):"
bench ./backend/replica BenchmarkPush 3x
echo "Search over 100,000 workflows, from the question to the snippets (p95 at most 30 ms; building the folder takes minutes):"
bench ./backend/designer BenchmarkSearch 10x
go run ./bench/firstpaint
echo "Checking a workflow, against a bare decode of its YAML (the largest template at most 6 times; 10,000 lines at most 150 ms):"
go test -run '^$' -bench '^BenchmarkCheck$' -benchtime 1s ./backend/approvalml | awk '
	/^BenchmarkCheck/ { split($1, part, "[=/]"); took[part[3], part[4]] = $3; lines[part[3]] = 1 }
	END { for (n in lines) {
		decode = check = 0
		for (key in took) { split(key, p, SUBSEP); if (p[1] == n) { if (p[2] ~ /^decode/) decode = took[key]; else check = took[key] } }
		printf "  %5d lines: %.1f ms, %.1f times a bare decode\n", n, check / 1e6, check / decode
	} }' | sort
(cd frontend && npm run --silent measure)
