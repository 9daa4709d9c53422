#!/bin/sh
# Installs the library into a fresh folder, builds docs/api against it and compares its words with the program's.
# api.sh BUILD PROGRAM
set -eu
build=$1 program=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$build" --component library --prefix "$folder/prefix" >/dev/null
cmake -S docs/api -B "$folder/build" -DCMAKE_PREFIX_PATH="$folder/prefix" -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$folder/build" >/dev/null
text="Foreign ministers of three states met in Hanoi on Monday. They signed nothing."
printf '%s\n' "$text" | "$folder/build/parse_text" "$folder/prefix/share/annalist/en.pack" >"$folder/mine"
printf '%s\n' "$text" | "$program" parse --conllu | awk -F '\t' 'NF == 10 { print $2 "\t" $3 "\t" $4 }' >"$folder/words"
awk -F '\t' 'NF == 5 { print $1 "\t" $2 "\t" $3 }' "$folder/mine" | cmp - "$folder/words"
grep -q '^LOC	41:46	Hanoi$' "$folder/mine"
echo "the installed library reads as the program does"
