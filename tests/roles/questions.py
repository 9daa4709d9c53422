#!/usr/bin/env python3
"""Questions of the kind "who held this office on that day", made from the rows of data/kb: the same rows, asked under many
wordings of title and country, and as many as a fifth of them past the day until which any row vouches, where "unknown" is the
only right answer. Deterministic (fixed seed). Form: JSONL {title, country, date, answer}, as role scorers read it.

  questions.py [--every N]                     print the questions, or each N-th
  questions.py --bin annalist [--every N]      ask them; exit 1 when fewer than .95 are right or one answer is stale
"""
import argparse, datetime, json, os, random, subprocess, sys

KB = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'data', 'kb')
WITH_ANSWER, PAST = 480, 120

def table(name):
    rows = [l.rstrip('\n').split('\t') for l in open(os.path.join(KB, name), encoding='utf-8') if not l.startswith('#')]
    return [dict(zip(rows[0], ['' if c == '-' else c for c in r])) for r in rows[1:]]

def split(cell):
    return [x for x in cell.split('|') if x]

def day(date, last):
    if len(date) == 4:
        date += '-12-31' if last else '-01-01'
    if len(date) == 7:
        y, m = int(date[:4]), int(date[5:])
        return datetime.date(y + m // 12, m % 12 + 1, 1) - datetime.timedelta(1) if last else datetime.date(y, m, 1)
    return datetime.date.fromisoformat(date)

class Rows:
    def __init__(self):
        self.country = {c['code']: c for c in table('countries.tsv')}
        self.titles, self.general = {}, {}
        for o in table('offices.tsv'):
            (self.titles if o['country'] else self.general).setdefault((o['office'], o['country']), []).extend(split(o['titles']))
        self.held = {}
        for r in table('roles.tsv'):
            self.held.setdefault((r['office'], r['country']), []).append(r)
        # Wording -> offices of one country that it may mean: "intelligence chief" has many.
        self.meant = {}
        for office, country in self.held:
            for w in self.wordings(office, country):
                self.meant.setdefault((w.lower(), country), set()).add(office)

    def wordings(self, office, country):
        own = self.titles.get((office, country)) or self.general.get((office, ''), [])
        out = [office] + own
        for of in ('Minister of ', 'Minister for '):
            if office.startswith(of):
                out += ['Minister ' + ('for ' if of == 'Minister of ' else 'of ') + office[len(of):], office[len(of):] + ' minister']
        return list(dict.fromkeys(out))

    def vouched(self, r, on):
        if r['from'] and on < day(r['from'], False):
            return False
        end = r['to'] or r['asserted_until']
        return not end or on <= day(end, True)

    def answers(self, wording, country, on):
        return sorted({r['entity'] for o in self.meant[wording.lower(), country] for r in self.held[o, country] if self.vouched(r, on)})

    def asked(self, rnd, wording, country):
        """The title with its country, in one of the ways news says it."""
        c = self.country.get(country)
        if not c:
            return wording, ''
        way = rnd.randrange(6)
        demonym, name = (split(c['demonyms']) or [''])[0], c['name']
        if way == 0 and demonym:
            return f'{demonym} {wording}', ''
        if way == 1:
            return f"{name}'s {wording}", ''
        if way == 2:
            return f'{wording} of {name}', ''
        return (wording.title() if way == 3 else wording), (country if way < 5 else name)

def questions():
    rows, rnd, out, seen = Rows(), random.Random(20260822), [], set()
    keys = sorted(k for k, v in rows.held.items() if k[1] in rows.country and rows.wordings(*k)[1:])
    while sum(bool(q['answer']) for q in out) < WITH_ANSWER:
        office, country = rnd.choice(keys)
        r = rnd.choice(rows.held[office, country])
        if not r['from'] or not (r['to'] or r['asserted_until']):
            continue
        first, last = day(r['from'], True), day(r['to'] or r['asserted_until'], False)
        if last <= first:
            continue
        on = first + datetime.timedelta(rnd.randrange((last - first).days + 1))
        wording = rnd.choice(rows.wordings(office, country))
        answer = rows.answers(wording, country, on)
        if not answer or len(answer) > 4:
            continue
        title, where = rows.asked(rnd, wording, country)
        q = dict(title=title, country=where, date=on.isoformat(), answer=answer)
        if json.dumps(q) not in seen:
            seen.add(json.dumps(q))
            out.append(q)
    while len(out) < WITH_ANSWER + PAST:
        office, country = rnd.choice(keys)
        wording = rnd.choice(rows.wordings(office, country))
        every = [r for o in rows.meant[wording.lower(), country] for r in rows.held[o, country]]
        if any(not (r['to'] or r['asserted_until']) for r in every):
            continue
        on = max(day(r['to'] or r['asserted_until'], True) for r in every) + datetime.timedelta(1 + rnd.randrange(900))
        title, where = rows.asked(rnd, wording, country)
        out.append(dict(title=title, country=where, date=on.isoformat(), answer=[]))
    return out

def ask(program, q):
    command = [program, 'who', q['title'], '--at', q['date'], '--json'] + (['--country', q['country']] if q['country'] else [])
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout or '[]')

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--bin')
    p.add_argument('--every', type=int, default=1)
    a = p.parse_args()
    asked = questions()[::a.every]
    if not a.bin:
        for q in asked:
            print(json.dumps(q, ensure_ascii=False))
        return
    right = stale = 0
    for q in asked:
        got = ask(a.bin, q)
        good = got[0]['entity'] in q['answer'] if got else not q['answer']
        right += good
        stale += bool(got) and not q['answer']
        if not good:
            print('wrong:', q['title'], q['country'], q['date'], 'wanted', q['answer'], 'got', [(c['entity'], c['name'], c.get('role')) for c in got[:2]])
    print(f'questions={len(asked)} right={right / len(asked):.4f} stale={stale}')
    sys.exit(right < .95 * len(asked) or stale > 0)

main()
