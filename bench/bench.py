#!/usr/bin/env python3
"""Words a CPU second and peak memory of `annalist extract`, one thread, and the wall-clock gain of two threads.

  bench.py BIN [TEXTS...]      texts: files or folders (default: ../shared/data/text and seeds, else examples/)
  bench.py BIN --vs OTHER_BIN  the two in turn; the ratio is what to quote on a shared machine
"""
import argparse, json, os, pathlib, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[1]
RUNS = 3


def texts(paths):
    for path in paths:
        for p in sorted(path.rglob('*')) if path.is_dir() else [path]:
            if p.suffix == '.txt':
                yield p.read_text(encoding='utf-8', errors='replace')
            elif p.suffix == '.jsonl':
                yield from (json.loads(l)['text'] for l in p.read_text(encoding='utf-8').split('\n') if '"text"' in l)


def once(binary, threads, corpus):
    """(CPU seconds, wall seconds, peak MiB)"""
    with open(corpus, 'rb') as source:
        start = time.perf_counter()
        p = subprocess.Popen([binary, 'extract', '--threads', str(threads)], stdin=source, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(p.pid, 0)
        wall = time.perf_counter() - start
    if status:
        sys.exit(f'{binary} failed')
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('bin')
    parser.add_argument('texts', nargs='*', type=pathlib.Path)
    parser.add_argument('--vs')
    args = parser.parse_args()
    shared = ROOT.parent / 'shared'
    paths = args.texts or ([shared / 'seeds', shared / 'data/text'] if shared.is_dir() else [ROOT / 'examples'])
    docs = list(texts(paths))
    words = sum(len(t.split()) for t in docs)
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl') as corpus:
        corpus.writelines(json.dumps({'id': str(n), 'text': t}) + '\n' for n, t in enumerate(docs))
        corpus.flush()
        with tempfile.NamedTemporaryFile('w', suffix='.jsonl') as nothing:
            nothing.write('{"id":"x","text":"Kim."}\n')
            nothing.flush()
            start = statistics.median(once(args.bin, 1, nothing.name)[1] for _ in range(RUNS))
        rounds = [(once(args.bin, 1, corpus.name), once(args.bin, 2, corpus.name),
                   once(args.vs, 1, corpus.name) if args.vs else None) for _ in range(RUNS)]
    middle = lambda f: statistics.median(map(f, rounds))
    print(f'{len(docs)} documents, {words} words, {RUNS} rounds, medians; start-up {start:.2f} s')
    print(f'one thread: {words / middle(lambda r: r[0][0]):.0f} words a CPU second, peak {middle(lambda r: r[0][2]):.0f} MiB')
    print(f'two threads: {middle(lambda r: r[0][1] / r[1][1]):.2f} times as fast')
    if args.vs:
        print(f'CPU time against {args.vs}: {middle(lambda r: r[2][0] / r[0][0]):.3f} (above 1: faster than it)')


if __name__ == '__main__':
    main()
