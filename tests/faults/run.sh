#!/bin/sh
# Bad input, the whole program: tests/faults/run.sh BIN
# Each case must give one clear line on stderr, the exit code of the contract, and lose nothing else.
# Exit 0: all cases held; 1: some did not (each is named). Needs a POSIX shell, coreutils and python3.
bin=$1
[ -x "$bin" ] || { echo "usage: $0 BIN" >&2; exit 2; }
case $bin in /*) ;; *) bin=$PWD/$bin ;; esac
dir=$(mktemp -d) || exit 1
trap 'umount "$dir/full" 2>/dev/null; rm -rf "$dir"' EXIT
cd "$dir" || exit 1
failed=0
passed=0

# held NAME CONDITION…: the condition is a command.
held() {
  name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $name" >&2
    echo "  exit code $code; stderr:" >&2
    head -5 err | cut -c1-300 | sed 's/^/    /' >&2
  fi
}

# extract ARGUMENTS…: runs the filter, keeping out, err and code. A minute is far beyond what any of these may take.
extract() { timeout 60 "$bin" extract "$@" >out 2>err </dev/null; code=$?; }
ingest() { timeout 60 "$bin" ingest "$@" >out 2>err </dev/null; code=$?; }

is_code() { [ "$code" -eq "$1" ]; }
names() { [ "$(grep -c -- "$1" err)" -ge 1 ]; }          # stderr names the input…
one_line() { [ "$(grep -c -- "$1" err)" -le 2 ]; }       # …in one line, perhaps repeated in a summary
in_place() { [ "$(wc -l <out)" -eq "$1" ]; }              # one output line a document
all_json() { python3 -c 'import json,sys
for l in open("out", encoding="utf-8"): json.loads(l)'; }
has_error() { python3 - "$1" <<'P'
import json, sys
rows = [json.loads(l) for l in open("out", encoding="utf-8")]
bad = [r for r in rows if r.get("error")]
sys.exit(not (len(bad) == int(sys.argv[1]) and all(r["error"].get("code") and "\n" not in r["error"].get("message", "") and r["error"].get("message") for r in bad)))
P
}

good='The minister visited Seoul on Monday and met the president.'
printf '%s\n' "$good" >good.txt

# One bad file beside a good one: the bad one is named and refused, the good one comes through.
refused() { # NAME FILE
  extract good.txt "$2" good.txt
  held "$1: exit 3" is_code 3
  held "$1: named on stderr" names "$2"
  held "$1: one line" one_line "$2"
  held "$1: nothing else lost" in_place 3
  held "$1: JSON lines" all_json
  held "$1: one error in its place" has_error 1
}

: >empty.txt
refused 'empty file' empty.txt
printf ' \n\n' >blank.txt
refused 'blank file' blank.txt
truncate -s 200M huge.txt
refused '200 MB file' huge.txt
head -c 100000 "$bin" >binary.txt
refused 'binary file' binary.txt
printf 'text with\0a NUL byte\n' >nul.txt
refused 'NUL byte' nul.txt
ln -s nowhere dangling.txt
refused 'unreadable file' dangling.txt
refused 'missing file' missing.txt
printf '%%PDF-1.7\n%%\342\343\317\323\n' >paper.pdf
refused 'PDF' paper.pdf
printf '<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>' >feed.xml
refused 'feed' feed.xml

if [ "$(id -u)" -ne 0 ]; then
  printf '%s\n' "$good" >closed.txt
  chmod 000 closed.txt
  refused 'file without permission' closed.txt
else
  echo 'skipped: file without permission (root may read everything)'
fi

# Odd but readable input comes through, flagged.
readable() { # NAME FILE
  extract "$2"
  held "$1: exit 0" is_code 0
  held "$1: one document" in_place 1
  held "$1: JSON" all_json
  held "$1: no error" has_error 0
}
printf 'The minister \377 visited Seoul \303 on Monday.\n' >invalid.txt
readable 'invalid UTF-8' invalid.txt
python3 -c 'import sys; open("utf16.txt", "wb").write("The minister visited Seoul on Monday. 최선희\n".encode("utf-16"))'
readable 'UTF-16' utf16.txt
python3 -c 'open("utf16be.txt", "wb").write("The minister visited Seoul on Monday, and left it on Tuesday.\n".encode("utf-16-be"))'
readable 'UTF-16 without a BOM' utf16be.txt
python3 -c 'open("long.txt", "w").write("the minister met the president and " * 30000 + "left.\n")'
readable 'one 1-MB line' long.txt
python3 -c 'open("word.txt", "w").write("a" * 1000000 + "\n")'
readable 'one 1-MB word' word.txt
python3 -c 'open("deep.html", "w").write("<div>" * 100000 + "<p>The minister visited Seoul on Monday.")'
readable 'deeply nested page' deep.html

# JSONL with broken lines: each bad line answered in its place.
cat >broken.jsonl <<'J'
{"id":"a","text":"The minister visited Seoul on Monday."}
{"id":"b","text":
not json
{"id":"c","text":""}
{"id":"d","text":"nul \u0000 inside"}
{"id":"e","text":"lone \ud83d surrogate"}
["f"]
{"id":"g","text":"The minister left Seoul on Tuesday."}
J
extract broken.jsonl
held 'broken JSONL: exit 3' is_code 3
held 'broken JSONL: eight answers' in_place 8
held 'broken JSONL: JSON' all_json
held 'broken JSONL: five errors' has_error 5
held 'broken JSONL: line number' names ':3'
timeout 60 "$bin" extract <broken.jsonl >out 2>err
code=$?
held 'broken JSONL on stdin: exit 3' is_code 3
held 'broken JSONL on stdin: eight answers' in_place 8
printf '{"id":"cut","text":"no newline at the end"}' >cut.jsonl
readable 'last line without newline' cut.jsonl

# The base: good documents are kept whatever stands beside them.
mkdir pile
cp good.txt empty.txt nul.txt broken.jsonl pile/
ingest pile --db base.db
held 'ingest beside bad files: exit 3' is_code 3
held 'ingest beside bad files: named' names 'nul.txt'
ingest good.txt --db "$dir/nowhere/base.db"
held 'base in a missing folder: refused' [ "$code" -ne 0 ]
held 'base in a missing folder: said' [ -s err ]
printf 'no base at all, only some bytes that are long enough to be read as a header\n' >damaged.db
ingest good.txt --db damaged.db
held 'damaged base: exit 4' is_code 4
held 'damaged base: named' names 'damaged.db'

# A full disk: a small tmpfs where it can be mounted.
mkdir full
if mount -t tmpfs -o size=192k tmpfs full 2>/dev/null; then
  python3 - <<'P'
import json
with open("many.jsonl", "w") as f:
    for i in range(2000):
        f.write(json.dumps({"id": f"d{i}", "text": f"The minister visited Seoul on Monday for talk number {i}. " * 20}) + "\n")
P
  ingest many.jsonl --db full/base.db
  held 'full disk: exit 4' is_code 4
  held 'full disk: said in words' sh -c 'grep -qiE "full|space" err'
  umount full
else
  echo 'skipped: full disk (no tmpfs can be mounted here)'
fi
if [ -c /dev/full ]; then
  timeout 60 "$bin" extract good.txt >/dev/full 2>err
  code=$?
  held 'output to a full device: not silent' [ "$code" -ne 0 ]
  held 'output to a full device: said' [ -s err ]
fi

echo "faults: $passed held, $failed failed"
[ "$failed" -eq 0 ]
