#!/bin/bash
# deb_root.sh OLDER NEWER DATA, inside of a mount namespace of its own: installs OLDER over a copy-on-write view of this system, works
# with it, upgrades to NEWER, works in the window, removes it, and looks at what is left. DATA is what an older release left in
# somebody's data folder, with an index of an older schema. Nothing of it reaches the system.
set -euo pipefail
mount --make-rprivate /
work=$(mktemp -d)
mount -t tmpfs none "$work"
mkdir "$work"/{upper,work,root}
mount -t overlay none -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" "$work/root"
root=$work/root
mount -t proc none "$root/proc"
mount -t tmpfs none "$root/tmp"
mount --rbind /dev "$root/dev"
mkdir "$root/tmp/home"
rm -f "$root"/etc/dpkg/dpkg.cfg.d/* # small images leave manuals out
cp "$1" "$root/tmp/older.deb"
cp "$2" "$root/tmp/newer.deb"
colleague=$root/tmp/colleague
mkdir -p "$colleague/.local/share/workflow-designer"
cp -R "$3" "$colleague/.local/share/workflow-designer/workflow_files"
cat >"$root/tmp/leave.approvalml.yaml" <<'YAML'
name: Leave Request
form:
  fields:
    - {name: days, type: number, label: Days, required: true}
workflow:
  manager:
    name: Manager Approval
    type: decision
    approver: ${requestor.manager}
    on_approve: {end_workflow: true}
    on_reject: {end_workflow: true}
YAML
sed 's/Leave Request/Travel Request/' "$root/tmp/leave.approvalml.yaml" >"$root/tmp/travel.approvalml.yaml"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp/home LC_ALL=C.UTF-8 "$@"; }
fail() { echo "$*" >&2; exit 1; }
# shellcheck source=packaging/deb_window.sh
. "$(dirname "$0")/deb_window.sh"

inside dpkg -i /tmp/older.deb
inside workflow-designer save /tmp/leave.approvalml.yaml --comment "the first version"
data=$root/tmp/home/.local/share/workflow-designer/workflow_files
test -d "$data" || fail "the data is not in the user's data folder"
find "$data" -name '*.yaml' -exec sha256sum {} + | sort >"$work/before"

inside dpkg -i /tmp/newer.deb
test "$(inside dpkg-query -W -f '${Version}' workflow-designer)" != 0.0.1-1 || fail "it was not upgraded"
find "$data" -name '*.yaml' -exec sha256sum {} + | sort | cmp - "$work/before" || fail "the upgrade changed the data"
inside workflow-designer list | grep "Leave Request"
inside workflow-designer version --json | tee "$work/version"
grep -q '"commit": "[0-9a-f]\{40\}"' "$work/version" || fail "the commit is not inside"
inside workflow-designer save /tmp/leave.approvalml.yaml --workflow 1 --comment "after the upgrade"
inside workflow-designer versions 1 | grep "after the upgrade"

grep -qF 'application/x-approvalml+yaml:*.approvalml.yaml' "$root/usr/share/mime/globs2" || fail "the type of the files is not known"
inside desktop-file-validate /usr/share/applications/workflow-designer.desktop
inside man --warnings -l /usr/share/man/man1/workflow-designer.1.gz >/dev/null
inside bash -n /usr/share/bash-completion/completions/workflow-designer

echo "data of an older release"
of_colleague() { inside env HOME=/tmp/colleague workflow-designer "$@"; }
old=$colleague/.local/share/workflow-designer/workflow_files
(cd "$old" && find companies -type f -name '*.yaml' -exec sha256sum {} + | sort) >"$work/of-old"
of_colleague list | tee "$work/old-list"
for workflow in "$old"/companies/1/workflows/*/; do
	number=$(basename "$workflow")
	saved=$(grep -c '"event":"version"' "$workflow/history.jsonl")
	listed=$(of_colleague versions "$number" --json | grep -c '"version_id"')
	[ "$listed" = "$saved" ] || fail "workflow $number has $listed versions, and had $saved"
	[ ! -f "$workflow/workflow.yaml" ] || of_colleague show "$number" | cmp - "$workflow/workflow.yaml" || fail "workflow $number shows another text"
done
of_colleague doctor || fail "the doctor finds something"
(cd "$old" && find companies -type f -name '*.yaml' -exec sha256sum {} + | sort) | cmp - "$work/of-old" || fail "the texts were changed"
test -s "$(echo "$old"/index.sqlite.backup-*)" || fail "no copy of the old index was kept"

echo "the window, with a file on its command line"
display
window /tmp/travel.approvalml.yaml
until_true 60 "the file is open as a draft" grep -rqsF 'Travel Request' "$data/companies/1/drafts"
save_version "saved in the window"
close_window
inside workflow-designer versions 2 | grep "saved in the window"
inside workflow-designer show 2 | cmp - "$root/tmp/travel.approvalml.yaml" || fail "another text was saved than the file has"

inside dpkg --purge workflow-designer
left=$(cd "$work/upper" && find . -iname '*workflow-designer*' -type f ! -path './tmp/*')
test -z "$left" || fail "it left: $left"
find "$data" -name '*.yaml' | grep -q . || fail "the user's data is gone"
echo "removed without a trace, and the user's data is there"
