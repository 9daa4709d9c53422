#!/usr/bin/env python3
"""The include line: a room includes only itself and rooms to its left; who, when and where not each other.

  includes.py SRC        exit 1 and one line for each breach; checks itself first
"""
import pathlib, re, sys, tempfile

LINE = [{'base'}, {'text'}, {'intake'}, {'page'}, {'lang'}, {'who', 'when', 'where'}, {'doubt'}, {'what'}, {'says'},
        {'weave'}, {'store'}, {'ask'}, {'run'}, {'serve'}, {'cli'}]
STEP = {room: n for n, rooms in enumerate(LINE) for room in rooms}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def breaches(src):
    out = []
    for path in sorted(src.rglob('*')):
        if path.suffix not in ('.h', '.cc'):
            continue
        here = path.relative_to(src).parts[0]
        if here not in STEP:
            out.append(f'{path}: no room named {here}')
            continue
        for n, line in enumerate(path.read_text(encoding='utf-8').split('\n'), 1):
            m = INCLUDE.match(line)
            if not m:
                continue
            there = m.group(1).split('/')[0]
            if there not in STEP:
                out.append(f'{path}:{n}: "{m.group(1)}" names no room')
            elif there != here and STEP[there] >= STEP[here]:
                out.append(f'{path}:{n}: {here} must not include {there}')
    return out


def selftest():
    with tempfile.TemporaryDirectory() as folder:
        src = pathlib.Path(folder)
        for name, text in {'who/a.h': '#include "when/times.h"', 'base/b.cc': '#include "lang/parse.h"',
                           'cli/c.cc': '#include "serve/http.h"\n#include <vector>'}.items():
            (src / name).parent.mkdir(exist_ok=True)
            (src / name).write_text(text)
        assert len(breaches(src)) == 2, breaches(src)


if __name__ == '__main__':
    selftest()
    found = breaches(pathlib.Path(sys.argv[1]))
    print('\n'.join(found) or 'every include points left')
    sys.exit(bool(found))
