#!/usr/bin/env python3
"""The laws of the house (docs/DESIGN.md) over examples/, generated text and, when present, ../shared.

  laws.py BIN            exit 1 and one line for each breach
"""
import json, os, pathlib, random, resource, shutil, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / 'shared'
ONE = {'span', 'trigger', 'number', 'headline', 'source'}
MANY = {'evidence', 'cue', 'content'}
breaches = []


def breach(law, message):
    breaches.append(law)
    print(f'law {law}: {message}')


def annalist(binary, *args, text='', check=(0,), **more):
    p = subprocess.run([binary, *map(str, args)], input=text.encode() if isinstance(text, str) else text,
                       capture_output=True, timeout=600, **more)
    if p.returncode not in check:
        breach('run', f'annalist {" ".join(map(str, args))}: exit {p.returncode}: {p.stderr.decode(errors="replace")[-300:]}')
    return p.stdout


def jsonl(docs):
    return ''.join(json.dumps(d, ensure_ascii=False) + '\n' for d in docs)


def generated():
    """Scripts, line ends and marks that break careless offsets, around plain news sentences of our own."""
    base = ['Lavrov met Choe Son Hui in Moscow on the 16th.', '최선희 외무상이 모스크바를 방문했다.', 'Шойгу прибыл в Пхеньян 13 сентября.',
            'Officials said 🙂🇰🇵 talks would go on.', 'Kim Jong Un will visit Russia next month, TASS said.',
            'Café “naïve” — Москва’s reply: ‘no’.', '「会談は成功した」とNHKが報じた。']
    r = random.Random(7)
    for n in range(40):
        parts = [r.choice(base) for _ in range(r.randint(1, 9))]
        text = r.choice(['\n\n', '\r\n', ' ', '\n', '\u2028', '\t']).join(parts)
        yield {'id': f'generated-{n}', 'text': r.choice(['', '\ufeff', '  ', '\r\n']) + text, 'published': '2024-01-17'}
    yield {'id': 'brackets', 'text': '(' * 3000 + 'Putin met Kim.' + ')' * 3000}
    yield {'id': 'one-word', 'text': 'Pyongyang'}


def documents():
    docs = list(generated())
    for path in sorted((ROOT / 'examples').rglob('*.txt')):
        docs.append({'id': path.name, 'text': path.read_bytes().decode()})
    if SHARED.is_dir():
        for path in sorted((SHARED / 'seeds').glob('*.txt')):
            docs.append({'id': path.name, 'text': path.read_bytes().decode()})
        with open(SHARED / 'data/text/kcna-dev.jsonl', encoding='utf-8') as f:
            docs += [{k: d[k] for k in ('id', 'text', 'published') if k in d} for d in map(json.loads, f.read().split('\n')[:60])]
    else:
        print('skipped: no ../shared')
    return docs


def spans_of(v, path=''):
    """Every (path, begin, end) in a record."""
    if isinstance(v, list):
        for x in v:
            yield from spans_of(x, path)
    elif isinstance(v, dict):
        for k, x in v.items():
            here = f'{path}.{k}'
            if (k in ONE or k in MANY) and isinstance(x, list) and x:
                for s in x if isinstance(x[0], list) else [x]:
                    yield here, *s
            elif k == 'evidence' and isinstance(x, dict):
                for field, many in x.items():
                    for s in many:
                        yield f'{here}.{field}', *s
            else:
                yield from spans_of(x, here)


def inferred(v):
    return 'inferred' in json.dumps([v.get('why'), v.get('basis')])


def law_1_and_2(docs, lines):
    seen = set()
    for doc, line in zip(docs, lines):
        r, raw = json.loads(line), doc['text'].encode()
        if r.get('id') != doc['id']:
            breach(1, f'{doc["id"]}: its line is for {r.get("id")}')
        for path, b, e in spans_of(r):
            if not (0 <= b < e <= len(raw)) or any(x < len(raw) and raw[x] & 0xC0 == 0x80 for x in (b, e)):
                breach(1, f'{doc["id"]}{path}: [{b},{e}] is no span of its text')
        for n, c in enumerate(r.get('claims', [])):
            where, ev = f'{doc["id"]}.claims[{n}]', c.get('evidence', {})
            if c['id'] in seen:
                breach(2, f'{where}: id {c["id"]} used before')
            seen.add(c['id'])
            if not ev.get('type'):
                breach(2, f'{where}: type without evidence')
            for field in ('actors', 'recipients'):
                for side in c[field]:
                    if not side.get('span') and not inferred(side):
                        breach(2, f'{where}.{field}: neither words nor inferred')
            for field in ('date', 'place'):
                v = c.get(field) or {}
                if any(v.get(k) for k in ('earliest', 'latest', 'name')) and not (v.get('evidence') or ev.get(field) or inferred(v)):
                    breach(2, f'{where}.{field}: neither words nor inferred')


def law_3(binary, docs, lines):
    text = jsonl(docs)
    for n in (1, 2, 5):
        if annalist(binary, 'extract', '--threads', n, text=text).decode().splitlines() != lines:
            breach(3, f'--threads {n} gives other bytes')
    back = annalist(binary, 'extract', text=jsonl(docs[::-1])).decode().splitlines()
    if back[::-1] != lines:
        breach(3, 'the reversed input gives other records')
    for n in range(0, len(docs), 17):
        if annalist(binary, 'extract', text=jsonl([docs[n]])).decode().splitlines() != [lines[n]]:
            breach(3, f'{docs[n]["id"]} alone gives another record')


def exported(binary, db):
    return [annalist(binary, 'export', what, '--db', db, '--format', 'jsonl') for what in ('events', 'claims', 'documents')]


def law_3_base(binary, docs, folder):
    """Bases built at once, in shuffled single steps, and twice hold the same."""
    docs = docs[-30:]
    a, b = folder / 'a.db', folder / 'b.db'
    annalist(binary, 'ingest', '-', '--db', a, text=jsonl(docs))
    shuffled = docs[:]
    random.Random(3).shuffle(shuffled)
    for at in range(0, len(shuffled), 4):
        annalist(binary, 'ingest', '-', '--db', b, '--threads', 1 + at % 2, text=jsonl(shuffled[at:at + 4]))
    first = exported(binary, a)
    if exported(binary, b) != first:
        breach(3, 'documents added in steps give another base than all at once')
    annalist(binary, 'ingest', '-', '--db', a, text=jsonl(docs))
    if exported(binary, a) != first:
        breach(5, 'ingesting the same documents again changes the base')
    if not first[0].strip():
        breach(3, 'the base holds no event: this test proves nothing')


def law_4(docs, lines):
    for doc, line in zip(docs, lines):
        for q in json.loads(line).get('quantities', []):
            if q.get('suspect') and q.get('value') is not None:
                breach(4, f'{doc["id"]}: a garbled figure has a value')


def law_7(binary, docs):
    """A broken line among good ones: the good ones' records are what they were, exit code 3."""
    good = jsonl(docs[:3]).split('\n')[:3]
    want = annalist(binary, 'extract', text='\n'.join(good) + '\n').decode().splitlines()
    got = annalist(binary, 'extract', text='\n'.join([good[0], '{"id": broken', good[1], '{"id":"x"}', good[2]]) + '\n', check=(3,))
    got = got.decode().splitlines()
    if len(got) != 5 or [got[0], got[2], got[4]] != want or any('error' not in json.loads(got[n]) for n in (1, 3)):
        breach(7, 'broken lines disturb their neighbours')


def law_8(binary, folder):
    if not shutil.which('strace'):
        print('skipped: no strace')
        return
    trace = folder / 'trace'
    for args in (['extract', ROOT / 'README.md'], ['ingest', ROOT / 'examples', '--db', folder / 'c.db'],
                 ['timeline', '--db', folder / 'c.db'], ['export', 'events', '--db', folder / 'c.db', '--format', 'jsonl']):
        p = subprocess.run(['strace', '-f', '-qq', '-e', 'trace=%net', '-o', trace, binary, *map(str, args)], capture_output=True)
        if 'strace: ' in p.stderr.decode(errors='replace') and not trace.exists():
            print('skipped: strace may not trace here')
            return
        if 'socket' in trace.read_text(errors='replace'):
            breach(8, f'annalist {args[0]} opens a socket: {trace.read_text()[:200]}')


def cpu(binary, text):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    annalist(binary, 'extract', '--threads', 1, text=text)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before.ru_utime


def law_9(binary):
    """Twice the input costs at most 2.3 times the time, so four times at most 2.3 squared: in one document and in one
    endless sentence. Other work on the machine only ever slows a run, so the least of several is compared."""
    news = 'Foreign Minister Lavrov met his Chinese counterpart in Beijing on 9 April 2024 and they discussed Ukraine. '
    for name, unit in (('document', news + '\n\n'), ('sentence', news.replace('.', ','))):
        none, small, large = [], [], []
        for _ in range(8):
            for times, n in ((none, 1), (small, 800), (large, 3200)):
                times.append(cpu(binary, jsonl([{'id': 'x', 'text': unit * n}])))
            ratio = (min(large) - min(none)) / max(min(small) - min(none), 1e-3)
            if ratio <= 2.3 ** 2:
                break
        else:
            breach(9, f'four times the {name} costs {ratio:.2f} times the time ({min(small):.2f} s, {min(large):.2f} s)')


def main(binary):
    docs = documents()
    lines = annalist(binary, 'extract', text=jsonl(docs)).decode().splitlines()
    if len(lines) != len(docs):
        breach(1, f'{len(docs)} documents, {len(lines)} records')
    if sum(len(json.loads(l).get('claims', [])) for l in lines) < 20:
        breach(2, 'hardly any claim: these tests prove nothing')
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        law_1_and_2(docs, lines)
        law_3(binary, docs, lines)
        law_3_base(binary, docs, folder)
        law_4(docs, lines)
        law_7(binary, docs)
        law_8(binary, folder)
        law_9(binary)
    print(f'{len(docs)} documents, {len(breaches)} breaches')
    return bool(breaches)


if __name__ == '__main__':
    sys.exit(main(os.path.abspath(sys.argv[1])))
