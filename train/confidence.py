#!/usr/bin/python3
"""Learns data/says/confidence.tsv: how likely a claim is right, and how likely its words tell such an act at all, from the
claims that a person has judged.

Two logistic models with ridge penalties. One document in three is held out and never fitted; the penalties are chosen by
cross-validation over the documents of the rest. Needs Debian's python3-numpy; runs in seconds; the same input gives the same
table.

  confidence.py DATA BUILD [--write]   DATA: the data folder; BUILD: where annalist and annalist-clues lie
"""
import argparse, hashlib, json, pathlib, sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / 'tests'), str(ROOT / 'train')]
import judged, judged_texts  # noqa: E402

FOLDS = 10
LEAST = 4                              # claims that must show a clue
SILENT_BELOW = 0.2                     # set by reading what is lost and saved on the held-out part and on WikiEvents
UNSURE_BELOW = 0.3                     # of words and help, where an act between unsure parties is no news; force is told all the same
WORDS_AND_HELP = 'ACCUSE AGREE AID CONCEDE CONSULT COOPERATE MOBILIZE REJECT REQUEST RETREAT SANCTION SUPPORT THREATEN'.split()
LIGHTEST = 0.005                       # a weight below it moves nothing that is shown
RARE = ('sense=', 'word=')             # clues that are many and seldom seen: pulled harder towards nothing
PENALTIES = [(a, b) for a in (2, 4, 8, 16, 32) for b in (0.5, 1, 2, 4)]
TABLE = ROOT / 'data/says/confidence.tsv'
HEAD = '''# How likely a claim is right: weights of a logistic sum over clues (src/says/clues.h; `annalist why` shows them at work).
# clue: name, with its value after "=" where it has several; bias = where every claim starts. weight: what it adds to the
# log-odds of type, sides, direction, polarity and modality being right at once. told: … of an act of that type being told,
# whoever did it. silent-below: what is right (weight) or told with less than that is not claimed, in general and by type.
# seen: judged claims that show the clue.
# Learnt by train/confidence.py from data/annotations; do not edit by hand. Licence: CC BY-SA 4.0 (judged texts: see there).
'''


def read(data, build):
    foreign = list(judged_texts.documents(data))
    rows, unjudged = judged.labelled([f'{build}/annalist-clues'], foreign)
    acts, verdicts = {d['id']: a for d, a in judged.own_documents()}, judged.read()
    clues = {c['id']: c['clues'] for _, c, _ in rows}
    return rows, [(d, c, judged.told(d, c, r, acts, verdicts)) for d, c, r in rows], unjudged, clues


def fold_of(document):
    return int(hashlib.sha256(('fold ' + document).encode()).hexdigest(), 16) % FOLDS


class Model:
    def __init__(self, rows, clues, penalty):
        seen = {}
        for _, claim, _ in rows:
            for name in clues[claim['id']]:
                seen[name] = seen.get(name, 0) + 1
        self.names = sorted(n for n, k in seen.items() if k >= LEAST)
        self.seen = seen
        self.at = {n: i for i, n in enumerate(self.names)}
        ridge = np.array([penalty[0] * (penalty[1] if n.startswith(RARE) else 1) for n in self.names] + [1e-6])
        x, y = self.matrix(rows, clues), np.array([float(r) for _, _, r in rows])
        w = np.zeros(len(self.names) + 1)
        for _ in range(60):  # Newton
            p = 1 / (1 + np.exp(-x @ w))
            step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (y - p) - ridge * w)
            w += step
            if np.abs(step).max() < 1e-9:
                break
        self.w = np.round(w, 3)

    def matrix(self, rows, clues):
        x = np.zeros((len(rows), len(self.names) + 1))
        x[:, -1] = 1
        for i, (_, claim, _) in enumerate(rows):
            for name, value in clues[claim['id']].items():
                if name in self.at:
                    x[i, self.at[name]] = value
        return x

    def said(self, rows, clues):
        return 1 / (1 + np.exp(-self.matrix(rows, clues) @ self.w))


def cross(rows, clues, penalty):
    said = np.zeros(len(rows))
    folds = np.array([fold_of(d) for d, _, _ in rows])
    for k in range(FOLDS):
        part = [r for r, f in zip(rows, folds) if f != k]
        said[folds == k] = Model(part, clues, penalty).said([r for r, f in zip(rows, folds) if f == k], clues)
    return said


def loss(said, rows):
    y = np.array([float(r) for _, _, r in rows])
    return -np.mean(y * np.log(said) + (1 - y) * np.log(1 - said))


def report(name, said, rows, bins=False):
    pairs = [(min(.99, max(.01, float(s))), r) for s, (_, _, r) in zip(said, rows)]
    ece, brier, auc, table = judged.calibration(pairs)
    print(f'{name:12} ece={ece:.3f} brier={brier:.3f} auc={auc:.3f} right={np.mean([r for _, r in pairs]):.3f} claims={len(pairs)}')
    for low, n, s, r in table if bins else []:
        print(f'  {low:.1f}  claims {n:4}  said {s:.2f}  right {r:.2f}')


def by_corpus(said, rows):
    for corpus in sorted({d.split('/')[0] for d, _, _ in rows}):
        at = [i for i, (d, _, _) in enumerate(rows) if d.startswith(corpus + '/')]
        report('  ' + corpus, [said[i] for i in at], [rows[i] for i in at])


def learn(name, rows, clues, penalty=None):
    """The model of the rows that are not held out; prints how good it is on both parts."""
    fitted = [r for r in rows if not judged.held_out(r[0])]
    held = [r for r in rows if judged.held_out(r[0])]
    best = penalty or min(PENALTIES, key=lambda q: loss(cross(fitted, clues, q), fitted))
    said = cross(fitted, clues, best)
    print(f'{name}: penalty {best}, loss {loss(said, fitted):.4f}')
    report('crossed', said, fitted, True)
    by_corpus(said, fitted)
    model = Model(fitted, clues, best)
    report('held out', model.said(held, clues), held, True)
    by_corpus(model.said(held, clues), held)
    return model


def silenced(model, told, right, clues):
    """What keeping silent costs and saves on documents never fitted."""
    held = [(d, c, t, r) for (d, c, t), (_, _, r) in zip(told, right) if judged.held_out(d)]
    said = model.said(held and [(d, c, t) for d, c, t, _ in held], clues)
    low = [(t, r) for s, (_, _, t, r) in zip(said, held) if s < SILENT_BELOW]
    print(f'silent: {len(low)} of {len(held)}, no act {sum(not t for t, _ in low)}, wholly right {sum(r for _, r in low)}')


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('data', type=pathlib.Path)
    p.add_argument('build')
    p.add_argument('--write', action='store_true')
    a = p.parse_args()
    rows, told, unjudged, clues = read(a.data, a.build)
    print(f'judged={len(rows)} unjudged={len(unjudged)}')
    right_model, told_model = learn('right', rows, clues), learn('told', told, clues)
    silenced(told_model, told, rows, clues)
    if a.write:
        assert right_model.names == told_model.names
        weights = list(zip(right_model.names, right_model.w, told_model.w))
        lines = [f'{n}\t{w:.3f}\t{t:.3f}\t{right_model.seen[n]}\n' for n, w, t in weights if abs(w) >= LIGHTEST or abs(t) >= LIGHTEST]
        n = sum(not judged.held_out(d) for d, _, _ in rows)
        TABLE.write_text(f'{HEAD}clue\tweight\ttold\tseen\nbias\t{right_model.w[-1]:.3f}\t{told_model.w[-1]:.3f}\t{n}\n'
                         f'silent-below\t0\t{SILENT_BELOW}\t{n}\n' +
                         ''.join(f'silent-below={t}\t{UNSURE_BELOW}\t{SILENT_BELOW}\t{n}\n' for t in WORDS_AND_HELP) + ''.join(lines))
        print(f'clues={len(lines)}')


if __name__ == '__main__':
    main()
