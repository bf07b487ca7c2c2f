#!/bin/bash
# deb_root.sh OLDER NEWER, inside of a mount namespace of its own: installs OLDER over a copy-on-write view of this system,
# works with it, upgrades to NEWER, opens the window, removes it, and looks at what is left. Nothing of it reaches the system.
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
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp/home LC_ALL=C.UTF-8 "$@"; }
fail() { echo "$*" >&2; exit 1; }

inside dpkg -i /tmp/older.deb
inside workflow-designer save /tmp/leave.approvalml.yaml --comment "the first version"
data=$root/tmp/home/.local/share/workflow-designer
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

echo "the window"
inside env DEBUG=true timeout 60 xvfb-run -a workflow-designer-desktop /tmp/leave.approvalml.yaml >"$work/window" 2>&1 &
window=$!
grep -qm1 'msg=usable' < <(timeout 60 tail -n +1 -f --pid "$window" "$work/window") || { cat "$work/window"; fail "the window did not become usable"; }
kill "$window" 2>/dev/null || true
wait "$window" || true
grep -E 'first paint|usable' "$work/window"

inside dpkg --purge workflow-designer
left=$(cd "$work/upper" && find . -iname '*workflow-designer*' -type f ! -path './tmp/*')
test -z "$left" || fail "it left: $left"
find "$data" -name '*.yaml' | grep -q . || fail "the user's data is gone"
echo "removed without a trace, and the user's data is there"
