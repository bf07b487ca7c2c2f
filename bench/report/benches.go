package main

// A bench is one command, and the figures that are read from what it prints. What it measures and how is said in explain/NAME.md.
type bench struct {
	name    string // for the command line
	title   string
	command []string
	folder  string // where the command runs, below the project; empty for the project itself
	figures []figure
}

// A figure is one value of one line that a command prints, in the form of Go's benchmarks.
type figure struct {
	what    string
	line    string // without "Benchmark" and the number of processors
	metric  string
	against string  // of a ratio: what it is measured against
	limit   float64 // 0 when there is none
	atLeast bool    // the limit is the least
	// instead says that it compares with what people would use instead, and is drawn with these.
	instead string
}

func goBench(rounds, pkg, pattern string) []string {
	return []string{"go", "test", "-timeout", "60m", "-run", "^$", "-bench", pattern, "-benchtime", rounds, pkg}
}

func vitest(file string) []string {
	return []string{"npx", "vitest", "run", "--config", "e2e/vitest.config.ts", "--project", "measure", file, "--disable-console-intercept=true"}
}

// benches are in the order in which they are run and shown. Those that use the same generated folder follow each other.
var benches = []bench{
	{
		name: "save", title: "Saving on the laptop", command: goBench("300x", "./backend/storage/localstore", "^BenchmarkSave$"),
		figures: []figure{
			{what: "a durable save of 5 KB", line: "Save", metric: "save/bare", against: "a bare write, flush, rename and flush of the folder", limit: 3},
			{what: "the same, as a time", line: "Save", metric: "ms/save"},
			{what: "the bare one", line: "Save", metric: "ms/bare"},
		},
	},
	{
		name: "git", title: "Saving, against git", command: goBench("20x", "./backend/designer", "^BenchmarkSaveAgainstGit$"),
		figures: []figure{
			{what: "a save in the running program", line: "SaveAgainstGit", metric: "save/git", against: "`git add` and `git commit`", instead: "save in the program / git add + commit"},
			{what: "the same, as much on the disk", line: "SaveAgainstGit", metric: "save/gitflushed", against: "both with `core.fsync=all`", instead: "… / git with core.fsync=all"},
			{what: "`workflow-designer save`, a process", line: "SaveAgainstGit", metric: "command/git", against: "`git add` and `git commit`", instead: "workflow-designer save / git add + commit"},
			{what: "the same, as much on the disk", line: "SaveAgainstGit", metric: "command/gitflushed", against: "both with `core.fsync=all`", instead: "… / git with core.fsync=all"},
			{what: "a save in the running program", line: "SaveAgainstGit", metric: "ms/save"},
			{what: "`workflow-designer save`", line: "SaveAgainstGit", metric: "ms/command"},
			{what: "of that a process that only says its version", line: "SaveAgainstGit", metric: "ms/commandstart"},
			{what: "`git add` and `git commit`", line: "SaveAgainstGit", metric: "ms/git"},
			{what: "both with `core.fsync=all`", line: "SaveAgainstGit", metric: "ms/gitflushed"},
			{what: "a git that only says its version", line: "SaveAgainstGit", metric: "ms/gitstart"},
		},
	},
	{
		name: "bucket", title: "Saving to a bucket", command: goBench("200x", "./backend/designer", "^BenchmarkSaveToBucket$"),
		figures: []figure{
			{what: "a save that is sent to MinIO", line: "SaveToBucket", metric: "save/parts", against: "a save without a bucket and a bare `PutObject`", limit: 1.5},
			{what: "the same, as a time", line: "SaveToBucket", metric: "ms/save"},
			{what: "both parts", line: "SaveToBucket", metric: "ms/parts"},
		},
	},
	{
		name: "sync", title: "Syncing when nothing changed", command: goBench("5x", "./backend/replica", "^BenchmarkNoOpSync$"),
		figures: []figure{
			{what: "a sync of 10,000 workflows of which nothing changed", line: "NoOpSync/workflows=10000", metric: "sync/list", against: "a bare minio-go listing of them", limit: 1.3},
			{what: "its requests", line: "NoOpSync/workflows=10000", metric: "requests", limit: 12},
			{what: "the same, as a time", line: "NoOpSync/workflows=10000", metric: "ms/sync"},
			{what: "with 100,000", line: "NoOpSync/workflows=100000", metric: "sync/list", against: "a bare listing of them"},
			{what: "its requests", line: "NoOpSync/workflows=100000", metric: "requests"},
		},
	},
	{
		name: "clone", title: "Taking a bucket onto an empty laptop", command: goBench("2x", "./backend/replica", "^BenchmarkClone$"),
		figures: []figure{
			{what: "a clone of 10,000 workflows", line: "Clone", metric: "clone/bare", against: "a bare listing and a `GetObject` of each, 16 at a time", limit: 1.4},
			{what: "the same, as a time", line: "Clone", metric: "ms/clone"},
			{what: "what comes after it, while one can work: files of each, and what the texts say", line: "Clone", metric: "ms/completed"},
		},
	},
	{
		name: "push", title: "Sending what waits", command: goBench("5x", "./backend/replica", "^BenchmarkPush$"),
		figures: []figure{
			{what: "sending 1,000 versions of as many workflows", line: "Push", metric: "push/bare", against: "a bare `PutObject` of each, 16 at a time", limit: 1.4},
			{what: "the same, as a time", line: "Push", metric: "ms/push"},
		},
	},
	{
		name: "rclone", title: "Syncing, against rclone", command: goBench("2x", "./backend/designer", "^BenchmarkSyncAgainstRclone$"),
		figures: []figure{
			{what: "10,000 workflows, nothing changed", line: "SyncAgainstRclone/workflows=10000", metric: "same/samerclone", against: "`rclone sync`", instead: "sync, nothing changed / rclone sync"},
			{what: "the same", line: "SyncAgainstRclone/workflows=10000", metric: "same/samequick", against: "`rclone sync --fast-list --checksum`", instead: "… / rclone sync --fast-list --checksum"},
			{what: "the first push", line: "SyncAgainstRclone/workflows=10000", metric: "push/pushrclone", against: "`rclone sync` to an empty bucket", instead: "first push / rclone sync"},
			{what: "a clone, complete with files, index and search", line: "SyncAgainstRclone/workflows=10000", metric: "clone/clonerclone", against: "`rclone sync` to an empty folder", instead: "clone / rclone sync"},
			{what: "nothing changed, as a time", line: "SyncAgainstRclone/workflows=10000", metric: "ms/same"},
			{what: "the first push", line: "SyncAgainstRclone/workflows=10000", metric: "ms/push"},
			{what: "the clone", line: "SyncAgainstRclone/workflows=10000", metric: "ms/clone"},
			{what: "1,000 workflows, nothing changed", line: "SyncAgainstRclone/workflows=1000", metric: "same/samerclone", against: "`rclone sync`"},
			{what: "the same", line: "SyncAgainstRclone/workflows=1000", metric: "same/samequick", against: "`rclone sync --fast-list --checksum`"},
			{what: "the first push", line: "SyncAgainstRclone/workflows=1000", metric: "push/pushrclone", against: "`rclone sync` to an empty bucket"},
			{what: "a clone", line: "SyncAgainstRclone/workflows=1000", metric: "clone/clonerclone", against: "`rclone sync` to an empty folder"},
		},
	},
	{
		name: "search", title: "Searching", command: goBench("10x", "./backend/designer", "^BenchmarkSearch$"),
		figures: []figure{
			{what: "a search over 100,000 workflows, of 20 questions all but one", line: "Search", metric: "ms/p95", limit: 30},
			{what: "half of them", line: "Search", metric: "ms/p50"},
			{what: "the slowest", line: "Search", metric: "ms/max"},
		},
	},
	{
		name: "grep", title: "Searching, against grep", command: goBench("3x", "./backend/designer", "^BenchmarkSearchAgainstGrep$"),
		figures: []figure{
			{what: "a search over 100,000 workflows", line: "SearchAgainstGrep", metric: "search/grep", against: "`grep -rliF` over their files", instead: "search / grep -r"},
			{what: "the same", line: "SearchAgainstGrep", metric: "search/ripgrep", against: "`rg -liF`, ripgrep on all cores", instead: "search / ripgrep"},
			{what: "the search, as a time", line: "SearchAgainstGrep", metric: "ms/search"},
			{what: "`grep`", line: "SearchAgainstGrep", metric: "ms/grep"},
			{what: "`rg`", line: "SearchAgainstGrep", metric: "ms/ripgrep"},
		},
	},
	{
		name: "growth", title: "With more workflows", command: goBench("5x", "./backend/designer", "^BenchmarkGrowth$"),
	},
	{
		name: "versions", title: "With more versions", command: goBench("20x", "./backend/designer", "^BenchmarkVersions$"),
		figures: []figure{
			{what: "the list of the versions of a workflow that has 1,000", line: "Versions/versions=1000", metric: "ms/list", limit: 5},
		},
	},
	{
		name: "check", title: "Checking a text", command: goBench("100x", "./backend/approvalml", "^BenchmarkCheck$"),
		figures: []figure{
			{what: "a check of the largest template", line: "Check/lines=0", metric: "check/decode", against: "a bare decode of its YAML", limit: 6, instead: "check / bare yaml.v3 decode"},
			{what: "the same, as a time", line: "Check/lines=0", metric: "ms/check"},
			{what: "a check of 10,000 lines", line: "Check/lines=10000", metric: "ms/check", limit: 150},
			{what: "the same", line: "Check/lines=10000", metric: "check/decode", against: "a bare decode of its YAML"},
		},
	},
	{
		name: "weight", title: "The first screen's JavaScript", command: []string{"node", "scripts/weigh.mjs", "--bench"}, folder: "frontend",
		figures: []figure{
			{what: "JavaScript that the first screen loads, gzip", line: "FirstScreen", metric: "KB/editor", limit: 350},
			{what: "of that the frame alone", line: "FirstScreen", metric: "KB/frame"},
			{what: "and when the diagram has come too", line: "FirstScreen", metric: "KB/diagram"},
		},
	},
	{
		name: "start", title: "The start of the window", command: []string{"go", "run", "./bench/firstpaint"},
		figures: []figure{
			{what: "from the start to the first screen, usable", line: "Start", metric: "first/empty", against: "an empty Wails window", limit: 1.5, instead: "start of the window / an empty Wails window"},
			{what: "with a draft open, frame and list", line: "Start", metric: "draft/empty", against: "an empty Wails window", limit: 1.5},
			{what: "with a draft open, its text usable", line: "Start", metric: "text/empty", against: "an empty Wails window"},
			{what: "first screen, as a time", line: "Start", metric: "ms/first"},
			{what: "an empty window", line: "Start", metric: "ms/empty"},
		},
	},
	{
		name: "typing", title: "Typing", command: vitest("e2e/typing.bench.ts"), folder: "frontend",
		figures: []figure{
			{what: "from a key to its letter, 3,000 lines and their diagram, p95", line: "Typing", metric: "ms/ours-p95", limit: 16},
			{what: "the same, median", line: "Typing", metric: "ms/ours"},
			{what: "without the diagram, p95", line: "Typing", metric: "ms/alone-p95"},
			{what: "the same, median", line: "Typing", metric: "ms/alone"},
			{what: "an empty CodeMirror, p95", line: "Typing", metric: "ms/bare-p95"},
			{what: "the same, median", line: "Typing", metric: "ms/bare"},
			{what: "what the page's main thread works for a key", line: "Typing", metric: "ms/ours-worked"},
			{what: "the same in an empty CodeMirror", line: "Typing", metric: "ms/bare-worked"},
			{what: "from the last key until its problems are drawn, p95", line: "Problems", metric: "ms/p95", limit: 100},
			{what: "the same, median", line: "Problems", metric: "ms/p50"},
		},
	},
	{
		name: "diagram", title: "Moving a diagram of 200 steps", command: vitest("e2e/diagram.bench.ts"), folder: "frontend",
		figures: []figure{
			{what: "frames while it is moved", line: "Diagram", metric: "moved/bare", against: "a page with one box", limit: 0.9, atLeast: true},
			{what: "frames while it is zoomed", line: "Diagram", metric: "zoomed/bare", against: "a page with one box", limit: 0.9, atLeast: true},
			{what: "frames a second, moved", line: "Diagram", metric: "fps/moved"},
			{what: "frames a second of a page with one box", line: "Diagram", metric: "fps/bare"},
			{what: "what the diagram adds to a key, p95", line: "DiagramTyping", metric: "ms/cost-p95", limit: 16},
		},
	},
}

// growths are the pictures and tables of how cost grows: a line for each metric, over the sizes.
var growths = []growth{
	{
		name: "workflows", title: "What a person does, with more workflows", across: "workflows", sizes: []int{100, 1_000, 10_000, 100_000}, unit: "ms",
		lines: []growthLine{
			{"start until the list is there", "Growth/workflows=%d", "ms/start"},
			{"list", "Growth/workflows=%d", "ms/list"},
			{"sync, nothing changed", "NoOpSync/workflows=%d", "ms/sync"},
			{"save", "Growth/workflows=%d", "ms/save"},
			{"search", "Growth/workflows=%d", "ms/search"},
			{"open with its diagram", "Growth/workflows=%d", "ms/open"},
		},
	},
	{
		name: "index", title: "An index that was deleted is made anew", across: "workflows", sizes: []int{100, 1_000, 10_000, 100_000}, unit: "ms",
		lines: []growthLine{
			{"until the list is there", "Growth/workflows=%d", "ms/remake"},
			{"and until all is findable", "Growth/workflows=%d", "ms/findable"},
		},
	},
	{
		name: "memory", title: "Memory of the program that serves", across: "workflows", sizes: []int{100, 1_000, 10_000, 100_000}, unit: "MB",
		lines: []growthLine{
			{"resident after the first list", "Growth/workflows=%d", "MB/memory"},
		},
	},
	{
		name: "versions", title: "What a person does with one workflow, with more versions of it", across: "versions", sizes: []int{10, 100, 1_000}, unit: "ms",
		lines: []growthLine{
			{"compare with an older one", "Versions/versions=%d", "ms/compare"},
			{"restore an older one", "Versions/versions=%d", "ms/restore"},
			{"save", "Versions/versions=%d", "ms/save"},
			{"list", "Versions/versions=%d", "ms/list"},
		},
	},
}

type growth struct {
	name, title, across, unit string
	sizes                     []int
	lines                     []growthLine
}

// growthLine is what grows: line has a place for the size.
type growthLine struct{ what, line, metric string }
