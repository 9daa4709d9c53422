#!/usr/bin/env python3
"""What the documents of examples/ say together: announcements fulfilled, copies and rings counted once, sides told apart.

  events.py --bin BIN
"""
import argparse, json, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(binary, *args):
    return subprocess.run([binary, *args], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def rows(text):
    return [json.loads(line) for line in text.splitlines() if line]


def names(event, side):
    return {p['name'] for p in event[side]}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--bin', required=True)
    binary = p.parse_args().bin
    with tempfile.TemporaryDirectory() as tmp:
        db = str(pathlib.Path(tmp) / 'base.db')
        run(binary, 'ingest', 'examples', '--db', db)
        events = rows(run(binary, 'export', 'events', '--db', db, '--format', 'jsonl'))
        stories = rows(run(binary, 'export', 'stories', '--db', db, '--format', 'jsonl'))
        timeline = run(binary, 'timeline', '--db', db)
    wrong = []

    def check(what, holds):
        print(('ok     ' if holds else 'WRONG  ') + what)
        if not holds:
            wrong.append(what)

    def told_by(event, part):
        return any(part in c.get('document', '') for c in event.get('mentions', []))

    by_id = {e['event']: e for e in events}
    fulfilled = [e for e in events if e['status'] == 'fulfilled']
    check('a trip announced, then done, is fulfilled',
          any(told_by(e, '08-') and any(told_by(by_id[l['event']], '09-') for l in e['links'] if l['event'] in by_id) for e in fulfilled))
    vetoes = [e for e in events if e['type'] == 'REJECT' and told_by(e, '02-double-veto.txt') and told_by(e, '02-double-veto-syndicated')]
    check('syndicated copies are two reports of one origin', any(e['reports'] == 2 and e['origins'] == 1 for e in vetoes))
    check('two counts of the same shells stand side by side',
          any(c['field'] == 'quantity' and any('12-' in v for v in c['values']) and any('13-' in v for v in c['values'])
              for e in events for c in e['contradictions']))
    together = [{d['id'].rsplit('/', 1)[-1][:2] for d in s['documents']} for s in stories]
    check('papers that cite each other tell one story', any({'25', '26'} <= s for s in together))
    check('no wish or condition is cancelled', all(e['modality'] not in ('requested', 'conditional', 'questioned', 'possible')
                                                  for e in events if e['status'] in ('cancelled', 'announced', 'due', 'overdue')))
    for e in events:
        both = names(e, 'actors') & names(e, 'recipients')
        if both:
            check('one side only: ' + ', '.join(sorted(both)), False)
    visits = [e for e in events if e['type'] == 'CONSULT' and {'Sergei Lavrov', 'Kim Jong Un'} <= names(e, 'actors') | names(e, 'recipients')]
    check('guest and host stand on different sides', all(not {'Sergei Lavrov', 'Kim Jong Un'} <= names(e, s) for e in visits for s in ('actors', 'recipients')))
    check('a visit points from guest to host',
          any('Sergei Lavrov' in names(e, 'actors') and 'Kim Jong Un' in names(e, 'recipients') for e in visits))
    check('a timeline says why it counts one origin', 'same text' in timeline)
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
