#!/usr/bin/env python3
"""The texts of others whose claims are judged in data/annotations/judged.txt, as JSONL for `annalist extract`.

They are not in the repository but made anew from the data folder. A document's text is the same at every run: offsets into it
stay good.

  judged_texts.py DATA   ->  {"id","text","published"} a line
"""
import argparse, gzip, json, pathlib, sys


def treebank(path, keep):
    """Documents of a CoNLL-U file: sentences joined by a blank, paragraphs by an empty line."""
    opener = gzip.open if path.suffix == '.gz' else open
    out, name = [], None
    with opener(path, 'rt', encoding='utf-8') as lines:
        for line in lines:
            if line.startswith('# newdoc id = '):
                name = line.split('= ', 1)[1].strip()
                out.append((name, '', ''))
            elif line.startswith('# meta::dateCreated = '):
                out[-1] = (name, '', line.split('= ', 1)[1].strip())
            elif line.startswith('# newpar') and out[-1][1]:
                out[-1] = (name, out[-1][1] + '\n', out[-1][2])
            elif line.startswith('# text = '):
                _, text, date = out[-1]
                joint = '' if not text else '\n' if text.endswith('\n') else ' '
                out[-1] = (name, text + joint + line[len('# text = '):].rstrip('\n'), date)
    return [row for row in out if keep(row[0])]


def records(path):
    with open(path, encoding='utf-8') as lines:
        return [json.loads(line) for line in lines.read().split('\n') if line]


def foreign(data):
    for r in records(data / 'events/re3d-train.jsonl'):
        yield 're3d/' + r['id'], r['text'], ''
    for part in ('train.conllu.gz', 'dev.conllu'):
        for name, text, date in treebank(data / f'treebank/en_gum-open-{part}', lambda d: d.split('_')[1] in ('news', 'interview', 'speech')):
            yield 'gum/' + name, text, date
        for name, text, date in treebank(data / f'treebank/en_ewt-ud-{part}', lambda d: d.split('-')[0] in ('weblog', 'newsgroup')):
            yield 'ewt/' + name, text, date
    for r in records(data / 'time/meantime-dev.jsonl'):
        yield 'meantime/' + r['id'], r['text'], r.get('published') or ''
    for r in records(data / 'linking/wiki-fair-v2.jsonl'):
        yield 'wiki/' + str(r['id']), r['text'], ''


def documents(data):
    for name, text, date in foreign(data):
        yield {'id': name, 'text': text, **({'published': date} if len(date) == 10 else {})}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('data', type=pathlib.Path)
    a = p.parse_args()
    for row in documents(a.data):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main()
