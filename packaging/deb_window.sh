# How deb_root.sh works in the window: with keys, by what is on the screen and in the data folder. It has "inside", "fail" and "work"
# of the script that reads it in.

# display starts a display in memory; everything inside uses it from then on.
display() {
	mkdir -p "$root/tmp/.X11-unix"
	inside Xvfb -displayfd 1 -screen 0 1440x900x24 -nolisten tcp >"$work/display" 2>"$work/xvfb" &
	xvfb=$!
	until_true 60 "the display is there" grep -q '^[0-9]' "$work/display"
	DISPLAY=:$(head -1 "$work/display")
}
on_display() { inside env "DISPLAY=$DISPLAY" "$@"; }
press() { on_display xdotool key --clearmodifiers "$@"; }
look() { on_display import -window root -depth 8 rgb:- >"$work/$1"; }

# changed A B SHARE: whether two looks differ in more than SHARE of a thousand.
changed() {
	local differ
	differ=$(cmp -l "$work/$1" "$work/$2" | wc -l) || true
	[ "$differ" -gt $((3 * 1440 * 900 * $3 / 1000)) ]
}
now_changed() { look now && changed before now 10; }
now_still() {
	look earlier && look now && ! changed earlier now 1
}

# until_true SECONDS WHAT COMMAND...: waits until the command is true.
until_true() {
	local end=$((SECONDS + $1)) what=$2
	shift 2
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || fail "it did not come about that $what"
		sleep 0.1
	done
}

# window FILE...: opens the installed window with files, waits until it can be worked in, and gives it the keys.
window() {
	on_display env DEBUG=true timeout 300 workflow-designer-desktop "$@" >"$work/window" 2>&1 &
	window=$!
	grep -qm1 'msg=usable' < <(timeout 120 tail -n +1 -f --pid "$window" "$work/window") ||
		{ cat "$work/window"; fail "the window did not become usable"; }
	grep -E 'first paint|usable' "$work/window"
	on_display timeout 60 xdotool search --sync --onlyvisible --limit 1 --name 'Workflow Designer' windowfocus --sync
}

close_window() {
	kill "$window" 2>/dev/null || true
	wait "$window" || true
	kill "$xvfb" 2>/dev/null || true
	wait "$xvfb" || true
}

# save_version COMMENT: saves what is open, and waits until it stands as a version with this comment. The dialog is answered once it is
# drawn; the comment is in the draft once it is taken in.
save_version() {
	until_true 60 "the window stands still" now_still
	look before
	press ctrl+s
	until_true 60 "the window asks what is saved" now_changed
	until_true 60 "the question stands still" now_still
	on_display xdotool type --clearmodifiers "$1"
	until_true 60 "the comment is kept" grep -rqsF "\"$1\"" "$data/companies/1/drafts"
	press ctrl+Return
	until_true 60 "the version is saved" grep -rqsF "\"$1\"" "$data"/companies/1/workflows/*/history.jsonl
}
