#!/bin/sh
# Sentences a CPU second of the coding stage alone (parse, names, times given), on whole documents and on one-sentence ones.
# bench/what.sh [--dictionaries FOLDER] [FILE...] (default: the examples); needs a configured release build.
set -eu
cd "$(dirname "$0")/.."
option=
if [ "${1:-}" = --dictionaries ]; then
  option="--dictionaries $2"
  shift 2
fi
[ $# -gt 0 ] || set -- examples/*.txt
cmake --build build/release --target annalist_what_bench packs >/dev/null
# shellcheck disable=SC2086  # an option and its folder
build/release/annalist-what-bench $option "$@"
build/release/annalist-what-bench $option --sentences "$@"
