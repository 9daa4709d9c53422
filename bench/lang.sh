#!/bin/sh
# Words a CPU second of the whole language room on the given texts (default: the examples), and the pack's load time.
# bench/lang.sh [FILE...]; needs a release build of the target annalist_parse.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- examples/*.txt
cmake --build build/release --target annalist_parse >/dev/null
cat "$@" | build/release/annalist-parse --time
