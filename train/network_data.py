"""The corpora as numbers (scenes.cc), the vocabulary with its word vectors, and batches of sentences of like length."""
import os

import numpy as np
import torch

CELLS, BITS = 11, 16  # columns of a token's features, bits in the last of them
GOLD = 4  # tag, head, label, name


class Sentence:
    __slots__ = ("cells", "gold", "tree", "names", "document", "rows")


def read(path):
    raw = np.fromfile(path, dtype="<u4")
    out, at = [], 1
    for _ in range(raw[0]):
        n, flags, document = (int(x) for x in raw[at:at + 3])
        at += 3
        s = Sentence()
        rows = raw[at:at + n * (CELLS + GOLD)].reshape(n, CELLS + GOLD)
        at += n * (CELLS + GOLD)
        s.cells, s.gold = rows[:, :CELLS].copy(), rows[:, CELLS:].astype(np.int64)
        s.gold[s.gold == 0xFFFFFFFF] = -1
        s.tree, s.names, s.document = bool(flags & 1), bool(flags & 2), document
        if n > 0:
            out.append(s)
    return out


class Vocabulary:
    """Rows of known words: those of the vectors (commonest first) and those of the treebanks."""

    def __init__(self, vectors, train, size, own_least=2):
        hashes = np.fromfile(os.path.join(vectors, "vector_words.u32"), dtype="<u4")
        table = np.fromfile(os.path.join(vectors, "vectors.f32"), dtype="<f4").reshape(-1, 100)
        counts = {}
        for s in train:
            for h in s.cells[:, 0]:
                counts[int(h)] = counts.get(int(h), 0) + 1
        first = {}
        for i, h in enumerate(hashes):
            first.setdefault(int(h), i)
        own = sorted((h for h, c in counts.items() if c >= own_least), key=lambda h: (-counts[h], h))
        rare = sorted(h for h, c in counts.items() if c < own_least and h in first)
        chosen, seen = [], set(own)
        for h, i in sorted(first.items(), key=lambda p: p[1]):
            if len(seen) >= size:
                break
            if h not in seen:
                seen.add(h)
                chosen.append(h)
        chosen += [h for h in rare if h not in seen]
        self.own = 1 + len(own)  # row 0 = unknown; rows below `own` have a trained vector besides
        self.hashes = [0] + own + chosen
        self.row = {h: r for r, h in enumerate(self.hashes)}
        self.row[0] = 0
        self.counts = counts
        self.fixed = np.zeros((len(self.hashes), 100), dtype=np.float32)
        for h, r in self.row.items():
            if r and h in first:
                self.fixed[r] = table[first[h]]

    def rows(self, cells):
        return np.array([self.row.get(int(h), 0) for h in cells[:, 0]], dtype=np.int64)


def collate(batch, vocabulary):
    batch = sorted(batch, key=lambda s: -len(s.cells))
    n, longest = len(batch), len(batch[0].cells)
    rows = np.zeros((n, longest), dtype=np.int64)
    cells = np.zeros((n, longest, CELLS), dtype=np.int64)
    gold = np.full((n, longest, GOLD), -1, dtype=np.int64)
    for i, s in enumerate(batch):
        k = len(s.cells)
        rows[i, :k] = s.rows
        cells[i, :k] = s.cells
        gold[i, :k] = s.gold
        if not s.tree:
            gold[i, :k, :3] = -1
        if not s.names:
            gold[i, :k, 3] = -1
    bits = ((cells[..., 10:11] >> np.arange(BITS)) & 1).astype(np.float32)
    lengths = [len(s.cells) for s in batch]
    return (batch, torch.from_numpy(rows), torch.from_numpy(cells), torch.from_numpy(bits), torch.tensor(lengths),
            torch.from_numpy(gold))


def batches(sentences, words, dice=None):
    order = list(range(len(sentences)))
    if dice:
        keyed = [(len(sentences[i].cells) + dice.random() * 3, i) for i in order]
        order = [i for _, i in sorted(keyed)]
    else:
        order.sort(key=lambda i: len(sentences[i].cells))
    out, at = [], 0
    while at < len(order):
        longest, take = 0, []
        while at < len(order) and (not take or (len(take) + 1) * max(longest, len(sentences[order[at]].cells)) <= words):
            longest = max(longest, len(sentences[order[at]].cells))
            take.append(sentences[order[at]])
            at += 1
        out.append(take)
    if dice:
        dice.shuffle(out)
    return out
