#!/usr/bin/env python3
"""Is the confidence of a claim the share of such claims that are right? Measured on claims that a person has judged
(data/annotations), one document in three of which was held out when the weights were learnt.

Prints calibration error over ten bins, Brier score and area under the curve; fails when the held-out part is past a limit.

  calibration.py BIN [--data FOLDER] [-v]     FOLDER: the data folder with the judged texts of others, when it is at hand
"""
import argparse, pathlib, sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'train'))
import annotations, judged, judged_texts

# Wanted: .08. Our own texts alone are so few that even a true probability shows an error of about .05.
MOST_ERROR, MOST_ERROR_OWN, LEAST_AREA, LEAST_RECALL = 0.08, 0.12, 0.72, 0.72
LEAST_KNOWN = 0.6  # of the judged claims: below it the rules have moved so far that claims must be judged anew


def line(name, rows):
    ece, brier, auc, table = judged.calibration([(c['confidence'], right) for _, c, right in rows])
    share = sum(right for _, _, right in rows) / max(1, len(rows))
    print(f'{name:12} ece={ece:.3f} brier={brier:.3f} auc={auc:.3f} right={share:.3f} claims={len(rows)}')
    return ece, auc, table


def recall(binary):
    """The share of our own sentences with acts of which at least one act is claimed."""
    rows = [(d, a) for d, a in judged.own_documents() if a]
    records = judged.claims([binary, 'extract'], [d for d, _ in rows])
    return sum(any(annotations.is_told(c, a, d['text']) for c in r['claims']) for (d, a), r in zip(rows, records, strict=True)) / len(rows)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('binary')
    p.add_argument('--data', type=pathlib.Path)
    p.add_argument('-v', action='store_true')
    a = p.parse_args()
    there = a.data is not None and a.data.is_dir()
    if not there:
        print('skipped: the judged texts of others (no data folder)')
    rows, unjudged = judged.labelled([a.binary, 'extract'], list(judged_texts.documents(a.data)) if there else ())
    for name, claim, right in rows if a.v else []:
        if not right:
            print('wrong', name, claim['type'], claim['polarity'] + claim['modality'], claim['trigger'], claim['confidence'])
    held = [r for r in rows if judged.held_out(r[0])]
    ours = [r for r in held if r[0].startswith(('own/', 'text/'))]
    line('all judged', rows)
    ece, auc, table = line('held out', held)
    for low, n, said, right in table:
        print(f'  {low:.1f}  claims {n:4}  said {said:.2f}  right {right:.2f}')
    own_ece, own_auc, _ = line('… our own', ours)
    found, known = recall(a.binary), len(rows) / max(1, len(rows) + len(unjudged))
    print(f'held_ece={ece:.3f} held_auc={auc:.3f} own_ece={own_ece:.3f} recall={found:.3f} judged={known:.3f} claims={len(rows)}')
    return own_ece > MOST_ERROR_OWN or found < LEAST_RECALL or known < LEAST_KNOWN or (there and (ece > MOST_ERROR or auc < LEAST_AREA))


if __name__ == '__main__':
    sys.exit(main())
