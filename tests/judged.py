"""Claims with a person's verdict: data/annotations/judged.txt read beside what the program claims now, and the sentences of
our own with their acts. Schema and rules of matching: data/annotations/README.md."""
import hashlib, json, pathlib, subprocess

import annotations

FILE = annotations.FOLDER / 'judged.txt'
PARTS = ('type', 'actors', 'recipients', 'direction', 'voice')
HELD_OUT = 3  # one document in so many is never fitted


def held_out(document):
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % HELD_OUT == 0


def read():
    """{document: [verdict]}; a verdict is a dict of the columns, spans as pairs."""
    out, columns = {}, None
    for line in FILE.read_text(encoding='utf-8').split('\n'):
        if not line or line[0] == '#':
            continue
        cells = line.split('\t')
        if columns is None:
            columns = cells
            continue
        row = dict(zip(columns, cells, strict=True))
        row['trigger'] = span(row['trigger'])
        row['actors'], row['recipients'] = sides(row['actors']), sides(row['recipients'])
        row['wrong'] = [] if row['verdict'] == 'right' else row['verdict'].split('+')
        out.setdefault(row['document'], []).append(row)
    return out


def span(cell):
    return tuple(map(int, cell.split(':')))


def sides(cell):
    """[(span or None, country or '')]"""
    out = []
    for part in cell.split(',') if cell != '-' else []:
        words, _, country = part.partition('/')
        out.append((None if words == '~' else span(words), country))
    return out


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def same_sides(judged, claimed):
    """Somebody for everybody: by words, where both have words, and by country, where both have one."""
    claimed = [(tuple(s['span']) if s.get('span') else None, s.get('country') or '') for s in claimed]

    def same(a, b):
        words = a[0] is None or b[0] is None or overlap(a[0], b[0])
        return words and (not a[1] or not b[1] or a[1] == b[1])
    return (len(judged) == len(claimed) and all(any(same(a, b) for b in claimed) for a in judged)
            and all(any(same(a, b) for a in judged) for b in claimed))


def verdict(claim, rows):
    """True, False, or None where nobody has judged such a claim."""
    here = [r for r in rows if overlap(r['trigger'], claim['trigger'])]
    voice = claim['polarity'] + claim['modality']
    open_question = None
    for r in here:
        if r['type'] != claim['type']:
            if not set(r['wrong']) & {'type'}:
                open_question = False  # that word tells another act
            continue
        if 'type' in r['wrong']:
            return False
        wrong_sides = set(r['wrong']) & {'actors', 'recipients', 'direction'}
        if not (same_sides(r['actors'], claim['actors']) and same_sides(r['recipients'], claim['recipients'])):
            if not wrong_sides:
                open_question = False
            continue
        if wrong_sides:
            return False
        if 'voice' in r['wrong']:
            # What it should be may be known; else a voice that differs from the wrong one is not judged.
            if r['should'] != '-':
                return claim['modality'] == r['should'] and claim['polarity'] == r['voice'][0]
            return False if voice == r['voice'] else None
        return voice == r['voice']
    return open_question


def claims(command, documents):
    """The records that a command makes of the given {"id", "text"} rows."""
    lines = ''.join(json.dumps(d, ensure_ascii=False) + '\n' for d in documents)
    out = subprocess.run(command, input=lines.encode(), capture_output=True, check=True).stdout.decode()
    return [json.loads(line) for line in out.strip().split('\n')]


def own_documents():
    for name in annotations.FILES:
        for text, acts in annotations.read(annotations.FOLDER / name):
            yield {'id': 'own/' + hashlib.sha256(text.encode()).hexdigest()[:10], 'text': text}, acts


def example_documents():
    root = annotations.FOLDER.parents[1]
    for path in sorted((root / 'examples').glob('*.txt')):
        yield {'id': f'text/examples/{path.name}', 'text': path.read_text(encoding='utf-8')}


def labelled(command, foreign=()):
    """[(document, claim, right)] of everything that is judged; and [(document, claim)] of what nobody has judged."""
    own = list(own_documents())
    acts = {d['id']: (d['text'], a) for d, a in own}
    judged = read()
    documents = [d for d, _ in own] + list(example_documents()) + list(foreign)
    out, unjudged = [], []
    for record in claims(command, documents):
        name = record['id']
        for claim in record['claims']:
            if claim['type'] == 'STATE':
                continue
            right = annotations.is_told(claim, acts[name][1], acts[name][0]) if name in acts else verdict(claim, judged.get(name, []))
            if right is None:
                unjudged.append((name, claim))
            else:
                out.append((name, claim, right))
    return out, unjudged


def told(document, claim, right, acts, judged):
    """Is an act of that type told there, whoever did it in whatever voice?"""
    if right or document in acts:
        return right or any(act[0] == claim['type'] for act in acts[document])
    here = [r for r in judged.get(document, []) if overlap(r['trigger'], claim['trigger']) and r['type'] == claim['type']]
    return any('type' not in r['wrong'] for r in here)


def calibration(pairs):
    """Expected calibration error over ten bins, Brier score, area under the curve, and the table of bins."""
    bins = [[] for _ in range(10)]
    for said, right in pairs:
        bins[min(9, int(said * 10))].append((said, right))
    n = max(1, len(pairs))
    ece = sum(abs(sum(s - r for s, r in b)) for b in bins) / n
    brier = sum((s - r) ** 2 for s, r in pairs) / n
    ups, downs = [s for s, r in pairs if r], [s for s, r in pairs if not r]
    auc = sum((u > d) + (u == d) / 2 for u in ups for d in downs) / max(1, len(ups) * len(downs))
    table = [(i / 10, len(b), sum(s for s, _ in b) / len(b), sum(r for _, r in b) / len(b)) for i, b in enumerate(bins) if b]
    return ece, brier, auc, table
