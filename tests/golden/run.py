#!/usr/bin/env python3
"""Golden stories: what `annalist extract` reads in short stories of our own, against claims written by hand.

NAME.txt     header lines "# date: 2024-09-13" and "# outlet: NHK" (both optional), a blank line, the story.
NAME.claims  one expected claim a line; "#" starts a comment:

  CONSULT Sergei Shoigu (RUS) -> Kim Jong Un (PRK) | 2024-09-13 | asserted | trigger "met"
  AID North Korea (PRK) -> Russia (RUS) | ..2024-10-02 | reported | holder "NIS"
  - RETREAT Kyiv (UKR) -> * | * | asserted             polarity "-": said not to have happened
  ? CONSULT …                                          optional: neither rewarded nor punished
  ! ASSAULT Japan (JPN) -> *                           must not be there

  Sides: names joined by " + ", each with its country in brackets; "*" = anything, "-" = nobody. A name agrees when its last
  word agrees, or when its country does and the name is in brackets alone: "(RUS)". A claim may list its sides either way
  round when it is CONSULT, AGREE or COOPERATE.
  Date: a day, "a..b" with open ends, "*" = anything; it agrees when the interval overlaps and, for a day, spans at most
  three days. Modality: one or several words joined by "/".

A claim is right when everything on its line agrees. Recall = expected lines found; precision = claims (STATE left out) that
some expected or optional line explains by type and sides. thresholds.tsv holds the least figures of each story and of all;
the run fails below them. Python 3 standard library only.

  run.py --bin build/release/annalist [--show] [NAME...]
"""
import argparse, json, pathlib, re, subprocess, sys, unicodedata

HERE = pathlib.Path(__file__).resolve().parent
RECIPROCAL = {'CONSULT', 'AGREE', 'COOPERATE'}
LINE = re.compile(r'^([?!\- ]*)([A-Z]+)\s+(.*?)\s*->\s*(.*)$')


class Side:
    def __init__(self, text):
        m = re.match(r'^(.*?)\s*(?:\(([A-Z]{3})\))?$', text.strip())
        self.name, self.country = m[1].strip(), m[2]

    def agrees(self, side):
        if self.country and (side.get('country') or '') != self.country:
            return False
        if not self.name:
            return True
        words = folded(side.get('name') or '')
        return bool(words) and folded(self.name)[-1] in words


def folded(name):
    """Words without case, marks and hyphens."""
    plain = ''.join(c for c in unicodedata.normalize('NFKD', name) if not unicodedata.combining(c))
    return plain.lower().replace('-', ' ').split()


def sides(text):
    text = text.strip()
    return None if text == '*' else [] if text == '-' else [Side(s) for s in text.split(' + ')]


def agree(want, got):
    """Every wanted side is there; extra ones are allowed only for '*'."""
    if want is None:
        return True
    if not want:
        return not got
    return len(got) >= len(want) and all(any(w.agrees(g) for g in got) for w in want) and all(any(w.agrees(g) for w in want) for g in got)


class Expected:
    def __init__(self, line, where):
        parts = [p.strip() for p in line.split(' | ')]
        m = LINE.match(parts[0])
        if not m:
            sys.exit(f'{where}: not an expected claim: {line}')
        self.line, self.optional, self.forbidden = line, '?' in m[1], '!' in m[1]
        self.polarity = '-' if '-' in m[1] else '+'
        self.type, self.actors, self.recipients = m[2], sides(m[3]), sides(m[4])
        self.date = parts[1] if len(parts) > 1 else '*'
        self.modality = parts[2].split('/') if len(parts) > 2 and parts[2] != '*' else None
        self.trigger = self.holder = None
        for p in parts[3:]:
            key, value = re.match(r'^(trigger|holder)\s+"(.*)"$', p).groups()
            setattr(self, key, value.lower())

    def pair(self, c):
        """Type and sides."""
        if c['type'] != self.type:
            return False
        a, r = c.get('actors') or [], c.get('recipients') or []
        if agree(self.actors, a) and agree(self.recipients, r):
            return True
        if self.type not in RECIPROCAL:
            return False
        everyone = (self.actors or []) + (self.recipients or [])
        return None not in (self.actors, self.recipients) and bool(everyone) and agree(everyone, a + r)

    def dated(self, c):
        if self.date == '*':
            return True
        d = c.get('date') or {}
        low, high = d.get('earliest') or '', d.get('latest') or '9999'
        if self.date == '-':
            return not d.get('earliest') and not d.get('latest')
        if '..' not in self.date:
            return low <= self.date <= high and low != '' and high != '9999' and days(high) - days(low) <= 2
        a, b = self.date.split('..')
        return low <= (b or '9999') and (a or '') <= high and (bool(a) or not b or high != '9999') and (bool(b) or low != '')

    def full(self, c, record, text):
        if not self.pair(c) or c.get('polarity', '+') != self.polarity or not self.dated(c):
            return False
        if self.modality and c.get('modality') not in self.modality:
            return False
        if self.trigger and self.trigger not in text[c['trigger'][0]:c['trigger'][1]].decode().lower():
            return False
        if self.holder is None:
            return True
        holders = [record['attributions'][i].get('holder') or {} for i in c.get('attribution') or []]
        return any(self.holder in (h.get('name') or '').lower() for h in holders)


def days(iso):
    import datetime
    return datetime.date.fromisoformat(iso).toordinal()


def story(path):
    meta, lines = {}, path.read_text(encoding='utf-8').split('\n')
    while lines and lines[0].startswith('#'):
        key, value = lines.pop(0)[1:].split(':', 1)
        meta[key.strip()] = value.strip()
    text = '\n'.join(lines).strip('\n')
    record = {'id': path.stem, 'text': text}
    if meta.get('date'):
        record['published'] = meta['date']
    if meta.get('outlet'):
        record['outlet'] = meta['outlet']
    return record


def expected(path):
    out = []
    for n, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        line = line.split('#')[0].strip()
        if line:
            out.append(Expected(line, f'{path.name}:{n}'))
    return out


def shown(c, record, text):
    names = lambda side: ' + '.join(f'{s.get("name")} ({s.get("country") or "-"})' for s in c.get(side) or []) or '-'
    d = c.get('date') or {}
    holders = [(record['attributions'][i].get('holder') or {}).get('name') or '?' for i in c.get('attribution') or []]
    minus = '- ' if c.get('polarity') == '-' else ''
    return (f'{minus}{c["type"]} {names("actors")} -> {names("recipients")} | {d.get("earliest") or ""}..{d.get("latest") or ""} | {c.get("modality")} | '
            f'trigger "{text[c["trigger"][0]:c["trigger"][1]].decode()}"' + (f' | holder "{" < ".join(holders)}"' if holders else ''))


def judge(name, record, text, want, show):
    claims = [c for c in record.get('claims') or [] if c['type'] != 'STATE']
    must = [e for e in want if not e.optional and not e.forbidden]
    allowed = [e for e in want if not e.forbidden]
    found = [e for e in must if any(e.full(c, record, text) for c in claims)]
    explained = [c for c in claims if any(e.pair(c) for e in allowed)]
    broken = [(e, c) for e in want if e.forbidden for c in claims if e.pair(c)]
    if show:
        print(f'== {name}: {len(found)}/{len(must)} found, {len(explained)}/{len(claims)} explained')
        for e in must:
            if e not in found:
                near = next((c for c in claims if e.pair(c)), None)
                print('   missed ', e.line, '\n     near: ' + shown(near, record, text) if near else '')
        for c in claims:
            if c not in explained:
                print('   extra  ', shown(c, record, text))
    for e, c in broken:
        print(f'   {name}: forbidden: {e.line}: {shown(c, record, text)}')
    return len(found), len(must), len(explained), len(claims), len(broken)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--bin', required=True, help='the annalist program')
    p.add_argument('--show', action='store_true', help='print what is missed and what is extra')
    p.add_argument('names', nargs='*', help='stories to run; all when none is given')
    args = p.parse_args()
    paths = [q for q in sorted(HERE.glob('*.txt')) if not args.names or q.stem in args.names]
    stories = [story(q) for q in paths]
    ran = subprocess.run([args.bin, 'extract'], input=''.join(json.dumps(s, ensure_ascii=False) + '\n' for s in stories).encode(), stdout=subprocess.PIPE)
    records = {r['id']: r for r in map(json.loads, ran.stdout.decode().splitlines())}
    least = {}
    for line in (HERE / 'thresholds.tsv').read_text(encoding='utf-8').splitlines():
        if line and not line.startswith('#') and not line.startswith('story\t'):
            name, recall, precision = line.split('\t')
            least[name] = (float(recall), float(precision))
    failures, total = [], [0] * 5
    for s, q in zip(stories, paths):
        if 'error' in records.get(s['id'], {'error': 1}):
            failures.append(f'{s["id"]}: no record: {records.get(s["id"])}')
            continue
        row = judge(s['id'], records[s['id']], s['text'].encode(), expected(q.with_suffix('.claims')), args.show)
        total = [a + b for a, b in zip(total, row)]
        failures += verdict(s['id'], row, least.get(s['id'], (0, 0)))
    if not args.names:
        failures += verdict('all', total, least.get('all', (0, 0)))
    for f in failures:
        print('FAILED', f)
    print(f'recall={ratio(total[0], total[1]):.3f} precision={ratio(total[2], total[3]):.3f} expected={total[1]} claims={total[3]} forbidden={total[4]}')
    return 1 if failures or ran.returncode else 0


def ratio(a, b):
    return a / b if b else 1.0


def verdict(name, row, least):
    recall, precision = ratio(row[0], row[1]), ratio(row[2], row[3])
    out = [f'{name}: {row[4]} forbidden claims'] if row[4] else []
    if recall < least[0] - 1e-9:
        out.append(f'{name}: recall {recall:.2f} below {least[0]}')
    if precision < least[1] - 1e-9:
        out.append(f'{name}: precision {precision:.2f} below {least[1]}')
    return out


if __name__ == '__main__':
    sys.exit(main())
