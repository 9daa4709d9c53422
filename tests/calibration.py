#!/usr/bin/env python3
"""Is the confidence of a claim the share of such claims that are right? Measured on data/annotations/claims.txt.

Prints the expected calibration error over ten bins, precision and recall; fails when a figure is past its limit.

  calibration.py BIN [-v]
"""
import json, pathlib, subprocess, sys

GOLD = pathlib.Path(__file__).resolve().parents[1] / 'data/annotations/claims.txt'
MOST_ERROR, LEAST_PRECISION, LEAST_RECALL = 0.12, 0.78, 0.75  # as measured, with room; wanted: an error of 0.08


def read_gold():
    for line in GOLD.read_text().split('\n'):
        if not line or line[0] == '#':
            continue
        text, acts = line.split('|')
        gold = []
        for act in acts.split(';') if acts != '-' else []:
            left, right = act.split(' > ')
            kind, actor = left.split(' ', 1)
            recipient, polarity, modality = right.rsplit(' ', 2)
            gold.append((kind, actor, recipient, polarity, modality))
        yield text, gold


def names(side, words, text):
    if words == '_':
        return not side
    raw = text.encode()
    return any(words in raw[slice(*a['span'])].decode() for a in side if a['span'])


def fits(claim, gold, text):
    kind, actor, recipient, polarity, modality = gold
    return (claim['type'] == kind and claim['polarity'] == polarity and claim['modality'] == modality
            and names(claim['actors'], actor, text) and names(claim['recipients'], recipient, text))


def main(binary, verbose):
    rows = list(read_gold())
    documents = ''.join(json.dumps({'id': str(i), 'text': t}) + '\n' for i, (t, _) in enumerate(rows))
    out = subprocess.run([binary, 'extract'], input=documents.encode(), capture_output=True, check=True).stdout.decode()
    bins, hit = [[] for _ in range(10)], 0
    for (text, gold), line in zip(rows, out.strip().split('\n'), strict=True):
        any_right = False
        for claim in json.loads(line)['claims']:
            if claim['type'] == 'STATE':
                continue
            right = any(fits(claim, g, text) for g in gold)
            any_right = any_right or right
            bins[min(9, int(claim['confidence'] * 10))].append((claim['confidence'], right))
            if verbose and not right:
                print('wrong', claim['type'], claim['polarity'], claim['modality'], claim['confidence'], text)
        hit += any_right
        if verbose and gold and not any_right:
            print('missed', text)
    n = sum(map(len, bins))
    error = sum(abs(sum(c - r for c, r in b)) for b in bins) / max(1, n)
    precision, recall = sum(r for b in bins for _, r in b) / max(1, n), hit / sum(bool(g) for _, g in rows)
    for i, b in enumerate(bins):
        if b:
            print(f'{i / 10:.1f}  claims {len(b):3}  said {sum(c for c, _ in b) / len(b):.2f}  right {sum(r for _, r in b) / len(b):.2f}')
    print(f'ece={error:.3f} precision={precision:.3f} recall={recall:.3f} claims={n} sentences={len(rows)}')
    return error > MOST_ERROR or precision < LEAST_PRECISION or recall < LEAST_RECALL


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], '-v' in sys.argv))
