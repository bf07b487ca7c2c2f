#!/bin/sh
# Opens the window; where there is no display, serves the same program to a browser. Either way the data is in the
# user's data folder.
set -eu
cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	exec build/bin/workflow-designer-desktop
fi
data=${XDG_DATA_HOME:-$HOME/.local/share}/workflow-designer/workflow_files
echo "There is no display, so the program is served to a browser at http://127.0.0.1:8787"
LOCAL_STORAGE_PATH=${LOCAL_STORAGE_PATH:-$data} exec build/bin/workflow-designer serve
