#!/bin/sh
# What the knowledge base costs: opening kb.pack, memory, an exact look-up, a scored pair; exit 1 when a limit is missed.
# bench/who.sh [KB.PACK]; needs a configured release build.
set -eu
cd "$(dirname "$0")/.."
cmake --build build/release --target annalist_who_bench packs >/dev/null
build/release/annalist-who-bench "${1:-build/release/kb.pack}"
