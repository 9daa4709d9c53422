"""Trains the network of models/en.pack: a shared encoder with heads for tags, arcs, labels and names.

    network.py --work DIR [--minutes M] [--epochs N] [--resume] [--export]

Reads the *.bin files that `annalist-train scenes` left in the work folder and the word vectors there; leaves network.pt
after every epoch (so that a run can go on) and at the end network.section, which `annalist-train pack` takes.
Needs Debian's python3-torch. One thread, fixed seeds: the same machine gives the same weights.
"""
import argparse
import math
import os
import random
import time

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

CELLS, BITS = 11, 16
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


class Net(nn.Module):
    def __init__(self, a, vocabulary, tags, labels, names=9):
        super().__init__()
        self.a = a
        fixed = torch.from_numpy(vocabulary.fixed)
        self.register_buffer("fixed", fixed)
        self.fixed_in = nn.Linear(100, a.fixed, bias=False)
        with torch.no_grad():
            self.fixed_in.weight.copy_(torch.eye(a.fixed, 100) if a.fixed <= 100 else torch.randn(a.fixed, 100) * .1)
        self.own = nn.Embedding(vocabulary.own, a.sum)
        self.prefix = nn.ModuleList(nn.Embedding(a.rows, a.sum) for _ in range(2))   # 2, 3 letters
        self.suffix = nn.ModuleList(nn.Embedding(a.rows, a.sum) for _ in range(4))   # 2, 3, 4, 5 letters
        self.shape = nn.Embedding(1024, a.sum)
        self.bits = nn.Linear(BITS, a.sum)
        for e in [self.own, self.shape, *self.prefix, *self.suffix]:
            nn.init.normal_(e.weight, std=.1)
        self.lstm = nn.ModuleList()
        width = a.fixed + a.sum
        for _ in range(a.layers):
            self.lstm.append(nn.LSTM(width, a.hidden, 1, bidirectional=True, batch_first=True))
            width = 2 * a.hidden
        self.tag_in = nn.Linear(width, a.tag)
        self.tag = nn.Linear(a.tag, tags)
        self.name_in = nn.Linear(width, a.name)
        self.name = nn.Linear(a.name, names)
        self.dependent = nn.Linear(width, a.arc)
        self.head = nn.Linear(width, a.arc)
        self.bilinear = nn.Linear(a.arc, a.arc, bias=False)
        self.head_bias = nn.Linear(a.arc, 1)
        self.label_dependent = nn.Linear(width, a.label)
        self.label_head = nn.Linear(width, a.label)
        self.label = nn.Linear(a.label, labels)
        self.root = nn.Parameter(torch.zeros(width))
        for l in self.lstm:
            for n, p in l.named_parameters():
                if "weight_hh" in n:
                    for k in range(4):
                        nn.init.orthogonal_(p.data[k * a.hidden:(k + 1) * a.hidden])
                elif "bias" in n:
                    p.data.zero_()
                    if "bias_ih" in n:
                        p.data[a.hidden:2 * a.hidden] = 1

    def drop_units(self, x, p):
        if not self.training or p == 0:
            return x
        mask = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p) / (1 - p)
        return x * mask

    def spelt(self, own_rows, cells, bits):
        """The sum of the vectors of a word and its letters."""
        s = self.own(torch.where(own_rows < self.own.num_embeddings, own_rows, torch.zeros_like(own_rows)))
        s = s + self.shape(cells[..., 9] % 1024) + self.bits(bits)
        for k, e in enumerate(self.prefix):
            s = s + e(cells[..., 2 + k] % self.a.rows)
        for k, e in enumerate(self.suffix):
            s = s + e(cells[..., 5 + k] % self.a.rows)
        return s

    def encode(self, rows, cells, bits, lengths):
        a = self.a
        fixed_rows = own_rows = rows
        if self.training:
            fixed_rows = torch.where(torch.rand(rows.shape) < a.drop_fixed, torch.zeros_like(rows), rows)
            own_rows = torch.where(torch.rand(rows.shape) < a.drop_own, torch.zeros_like(rows), rows)
            keep = (torch.rand(bits.shape[0], bits.shape[1], 1) >= a.drop_lists).float()
            bits = torch.cat([bits[..., :8], bits[..., 8:] * keep], -1)
        x = torch.cat([self.fixed_in(self.fixed[fixed_rows]), self.spelt(own_rows, cells, bits)], -1)
        x = self.drop_units(x, a.drop_in)
        for k, l in enumerate(self.lstm):
            packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True)
            y, _ = nn.utils.rnn.pad_packed_sequence(l(packed)[0], batch_first=True)
            x = self.drop_units(y, a.drop)
        return x

    def heads(self, x):
        d = F.relu(self.dependent(x))
        roots = torch.tanh(self.root).expand(x.shape[0], 1, -1)
        h = F.relu(self.head(torch.cat([roots, x], 1)))
        d, h = self.drop_units(d, self.a.drop), self.drop_units(h, self.a.drop)
        return torch.bmm(self.bilinear(d), h.transpose(1, 2)) + self.head_bias(h).transpose(1, 2)

    def labels(self, x, heads):
        d = self.label_dependent(x)
        h = self.label_head(torch.cat([torch.tanh(self.root).expand(x.shape[0], 1, -1), x], 1))
        h = torch.gather(h, 1, heads.unsqueeze(-1).expand(-1, -1, h.shape[-1]))
        return self.label(self.drop_units(F.relu(d + h), self.a.drop))

    def tags(self, x):
        return self.tag(self.drop_units(F.relu(self.tag_in(x)), self.a.drop))

    def names(self, x):
        return self.name(self.drop_units(F.relu(self.name_in(x)), self.a.drop))


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


def loss_of(net, data):
    _, rows, cells, bits, lengths, gold = data
    x = net.encode(rows, cells, bits, lengths)
    out = 0.
    tag, head, label, name = (gold[..., k] for k in range(4))
    if (tag >= 0).any():
        out = out + F.cross_entropy(net.tags(x).flatten(0, 1), tag.flatten(), ignore_index=-1)
        scores = net.heads(x)
        mask = torch.arange(scores.shape[2])[None, :] > lengths[:, None]
        scores = scores.masked_fill(mask[:, None, :], -1e4)
        out = out + F.cross_entropy(scores.flatten(0, 1), head.flatten(), ignore_index=-1)
        out = out + F.cross_entropy(net.labels(x, head.clamp(min=0)).flatten(0, 1), label.flatten(), ignore_index=-1)
    if (name >= 0).any():
        out = out + net.a.name_weight * F.cross_entropy(net.names(x).flatten(0, 1), name.flatten(), ignore_index=-1)
    return out


def spans(tags):
    out, first, kind = set(), None, None
    for i, t in enumerate(list(tags) + [0]):
        if first is not None and (t == 0 or t % 2 == 1 or t != kind + 1):
            out.add((first, i, kind))
            first = None
        if t and (t % 2 == 1 or first is None):
            first, kind = i, t if t % 2 == 1 else t - 1
    return out


@torch.no_grad()
def watch(net, sentences, tags_upos):
    net.eval()
    count = {}
    for batch in batches(sentences, 2000):
        data = collate(batch, None)
        ordered, rows, cells, bits, lengths, gold = data
        x = net.encode(rows, cells, bits, lengths)
        scores = net.heads(x)
        mask = torch.arange(scores.shape[2])[None, :] > lengths[:, None]
        head = scores.masked_fill(mask[:, None, :], -1e9).argmax(-1)
        label, tag, name = net.labels(x, head).argmax(-1), net.tags(x).argmax(-1), net.names(x).argmax(-1)
        for i, s in enumerate(ordered):
            k = len(s.cells)
            part = "wiki" if s.document == 200000 else "gum" if s.document >= 100000 else "ewt"
            c = count.setdefault(part, np.zeros(8))
            g = s.gold
            if s.tree:
                h, l, t = head[i, :k].numpy(), label[i, :k].numpy(), tag[i, :k].numpy()
                c[0] += k
                upos = tags_upos
                c[1] += sum(g[j, 0] >= 0 and upos[g[j, 0]] == upos[t[j]] for j in range(k))
                c[2] += (h == g[:, 1]).sum()
                c[3] += ((h == g[:, 1]) & (l == g[:, 2])).sum()
            if s.names:
                keep = lambda q: {x for x in q if x[2] < 7}
                a, b = keep(spans(g[:, 3])), keep(spans(name[i, :k].numpy()))
                c[4] += len(a); c[5] += len(b); c[6] += len(a & b)
    out = {}
    for part, c in count.items():
        if c[0]:
            out[part + "_upos"], out[part + "_uas"], out[part + "_las"] = c[1] / c[0], c[2] / c[0], c[3] / c[0]
        if c[4]:
            out[part + "_ner"] = 2 * c[6] / max(1, c[4] + c[5])
    net.train()
    return " ".join(f"{k}={v:.4f}" for k, v in sorted(out.items()))


def pad(block):
    return block + b"\0" * (-len(block) % 64)


class Section:
    """Writes the section `network`; its grammar stands on top of src/lang/encoder.cc."""

    def __init__(self):
        self.out = b""

    def put(self, array, kind):
        self.out += pad(np.ascontiguousarray(array, dtype=kind).tobytes())

    def affine(self, weight, bias, scale_in, zero, bias_only=None):
        """weight [rows, columns] meets activations a = scale_in * (u - zero). Returns what `zero` adds to the bias."""
        rows, columns = weight.shape
        padded = -(-rows // 16) * 16
        quantised, scales = quantise(weight)
        w = np.zeros((padded, columns), dtype=np.int8)
        w[:rows] = quantised
        scale = np.zeros(padded, dtype=np.float64)
        scale[:rows] = scales * scale_in
        offset = np.zeros(padded, dtype=np.float64)
        offset[:rows] = -zero * quantised.astype(np.int64).sum(1) * scale[:rows]
        b = np.zeros(padded, dtype=np.float64)
        if bias is not None:
            b[:rows] = bias
            b += offset
        if bias_only is not None:
            b[:rows] += bias_only[:rows]
        self.put([padded, columns, 0, 0], "<u4")
        self.put(scale, "<f4")
        self.put(b, "<f4")
        self.put(w.reshape(padded // 16, 16, columns // 4, 4).transpose(0, 2, 1, 3), "i1")
        return offset


def quantise(weight, top=63):
    """Seven-bit rows: the scale of each row is the one of a few that loses least."""
    w = weight.astype(np.float64)
    largest = np.abs(w).max(1) + 1e-9
    best_scale, best_loss = largest / top, np.full(len(w), np.inf)
    for part in (1, .95, .9, .85, .8, .7, .6):
        scale = largest * part / top
        q = np.clip(np.round(w / scale[:, None]), -top, top)
        loss = ((q * scale[:, None] - w) ** 2).sum(1)
        better = loss < best_loss
        best_scale[better], best_loss[better] = scale[better], loss[better]
    return np.clip(np.round(w / best_scale[:, None]), -top, top).astype(np.int8), best_scale


@torch.no_grad()
def export(net, vocabulary, sentences, tags, labels, path):
    net.eval()
    a = net.a
    n = lambda t: t.detach().numpy().astype(np.float64)
    # How large activations get, on some sentences.
    seen = {}
    def note(name, x):
        seen.setdefault(name, []).append(np.abs(x.detach().numpy()).ravel())
    for batch in batches(sentences, 2000):
        _, rows, cells, bits, lengths, gold = collate(batch, vocabulary)
        x = net.encode(rows, cells, bits, lengths)
        inside = torch.arange(rows.shape[1])[None, :] < lengths[:, None]
        x = x[inside][:, None, :]
        note("tag", F.relu(net.tag_in(x))); note("name", F.relu(net.name_in(x)))
        d = F.relu(net.dependent(x))
        note("dependent_in", d); note("dependent", net.bilinear(d)); note("head", F.relu(net.head(x)))
        note("label", F.relu(net.label_dependent(x) + net.label_head(x.roll(1, 0))))
        note("sum", net.spelt(rows, cells, bits)[inside])
    top = {k: float(np.quantile(np.concatenate(v)[::7], .9999)) for k, v in seen.items()}
    top["head"] *= .9
    fixed = n(net.fixed) @ n(net.fixed_in.weight).T
    fixed_scale = np.quantile(np.abs(fixed[1:20000]), .9995) / 127
    tables = [n(net.own.weight), *(n(e.weight) for e in net.prefix), *(n(e.weight) for e in net.suffix), n(net.shape.weight),
              np.concatenate([n(net.bits.weight).T, n(net.bits.bias)[None]])]
    table_scale = max(np.quantile(np.abs(t), .9999) for t in tables) / 127
    q8 = lambda t, scale: np.clip(np.round(t / scale), -127, 127)
    sum_scale = top["sum"] / 127
    s = Section()
    words = len(vocabulary.hashes) - 1
    s.put([1, a.fixed, a.sum, a.hidden, a.layers, a.rows, 1024, vocabulary.own, words, tags, labels, a.tag, a.name, a.arc, a.label,
           net.name.out_features], "<u4")
    s.put([table_scale / sum_scale, 255 / top["tag"], 255 / top["name"], 127 / top["head"], 255 / top["dependent_in"],
           127 / top["dependent"], top["head"] / 127 * top["dependent"] / 127, 255 / top["label"]] + [0] * 8, "<f4")
    order = sorted(range(1, words + 1), key=lambda r: vocabulary.hashes[r])
    s.put([vocabulary.hashes[r] for r in order], "<u4")
    s.put(order, "<u4")
    s.put(q8(fixed, fixed_scale), "i1")
    s.put(q8(tables[0], table_scale), "i1")
    s.put(np.stack([q8(t, table_scale) for t in tables[1:7]]), "i1")
    s.put(q8(tables[7], table_scale), "i1")
    s.put(q8(tables[8], table_scale), "i1")
    s.put(np.clip(np.round(np.tanh(n(net.root)) * 127), -127, 127) + 128, "u1")
    for k, l in enumerate(net.lstm):
        for end in ("", "_reverse"):
            w_in, w_own = n(getattr(l, "weight_ih_l0" + end)), n(getattr(l, "weight_hh_l0" + end))
            bias = n(getattr(l, "bias_ih_l0" + end)) + n(getattr(l, "bias_hh_l0" + end))
            # The recurrent map is added without a bias: what its zero point adds goes into the input's.
            q, scales = quantise(w_own)
            extra = -128 * q.astype(np.int64).sum(1) * scales / 127
            if k == 0:
                w_in = np.concatenate([w_in[:, :a.fixed] * fixed_scale, w_in[:, a.fixed:] * sum_scale], 1)
                s.affine(w_in, bias, 1, 128, extra)
            else:
                s.affine(w_in, bias, 1 / 127, 128, extra)
            s.affine(w_own, None, 1 / 127, 128)
    both = lambda l: (n(l.weight), n(l.bias))
    s.affine(*both(net.tag_in), 1 / 127, 128); s.affine(*both(net.tag), top["tag"] / 255, 0)
    s.affine(*both(net.name_in), 1 / 127, 128); s.affine(*both(net.name), top["name"] / 255, 0)
    s.affine(*both(net.dependent), 1 / 127, 128); s.affine(*both(net.head), 1 / 127, 128)
    s.affine(n(net.bilinear.weight), np.zeros(a.arc), top["dependent_in"] / 255, 0)
    s.affine(*both(net.label_dependent), 1 / 127, 128); s.affine(*both(net.label_head), 1 / 127, 128)
    s.affine(*both(net.label), top["label"] / 255, 0)
    s.put(np.concatenate([n(net.head_bias.weight)[0] * top["head"] / 127, n(net.head_bias.bias)]), "<f4")
    with open(path, "wb") as f:
        f.write(s.out)
    print(f"{path}: {len(s.out)} bytes; largest activations " + " ".join(f"{k}={v:.2f}" for k, v in top.items()), flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--work", required=True)
    p.add_argument("--out", default="network")
    p.add_argument("--epochs", type=int, default=22)
    p.add_argument("--minutes", type=float, default=50)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--export", action="store_true", help="only write the section `network` of what is trained")
    p.add_argument("--words", type=int, default=1000)
    for name, value in dict(vocabulary=56000, fixed=96, sum=96, rows=4096, hidden=192, layers=2, tag=96, name=96, arc=128, label=96).items():
        p.add_argument("--" + name, type=int, default=value)
    for name, value in dict(rate=2e-3, drop=.33, drop_in=.2, drop_fixed=.08, drop_own=.25, drop_lists=.3, name_weight=.7, average=.999).items():
        p.add_argument("--" + name, type=float, default=value)
    a = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    dice = random.Random(7)
    train = read(a.work + "/treebank.bin") + read(a.work + "/wikigold.bin")
    watched = read(a.work + "/watch.bin")
    vocabulary = Vocabulary(a.work, train, a.vocabulary)
    for s in train + watched:
        s.rows = vocabulary.rows(s.cells)
    labels = len(open(a.work + "/labels.txt").read().split())
    tags = [line.split("\t") for line in open(a.work + "/tags.txt").read().strip().split("\n")]
    net = Net(a, vocabulary, len(tags), labels)
    weights = sum(q.numel() for q in net.parameters())
    print(f"{len(train)} sentences, {sum(len(s.cells) for s in train)} words, vocabulary {len(vocabulary.hashes)} own {vocabulary.own}, {weights} weights", flush=True)
    optimiser = torch.optim.Adam(net.parameters(), lr=a.rate, betas=(.9, .95), eps=1e-9)
    shadow = {k: v.clone() for k, v in net.state_dict().items()}
    start, steps_done, first_epoch = time.time(), 0, 0
    state_path = f"{a.work}/{a.out}.pt"
    if (a.resume or a.export) and os.path.exists(state_path):
        state = torch.load(state_path)
        net.load_state_dict(state["net"]); optimiser.load_state_dict(state["optimiser"]); shadow = state["shadow"]
        first_epoch, steps_done = state["epoch"], state["steps"]
        dice.setstate(state["dice"]); torch.set_rng_state(state["torch"])
    def finish():
        net.load_state_dict(shadow)
        export(net, vocabulary, train[::10], len(tags), labels, f"{a.work}/{a.out}.section")
    if a.export:
        return finish()
    per_epoch = len(batches(train, a.words))
    total = per_epoch * a.epochs
    for epoch in range(first_epoch, a.epochs):
        sum_loss = 0.
        for batch in batches(train, a.words, dice):
            rate = a.rate * min(1., (steps_done + 1) / 200) * max(.02, .5 * (1 + math.cos(math.pi * steps_done / total)))
            for g in optimiser.param_groups:
                g["lr"] = rate
            loss = loss_of(net, collate(batch, vocabulary))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.)
            optimiser.step()
            steps_done += 1
            sum_loss += float(loss.detach())
            keep = min(a.average, (1 + steps_done) / (10 + steps_done))
            with torch.no_grad():
                for k, v in net.state_dict().items():
                    if v.dtype.is_floating_point and k != "fixed":
                        shadow[k].mul_(keep).add_(v, alpha=1 - keep)
        current = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(shadow)
        print(f"epoch {epoch + 1} {time.time() - start:.0f}s loss {sum_loss / per_epoch:.4f} {watch(net, watched, [t[0] for t in tags])}", flush=True)
        net.load_state_dict(current)
        torch.save({"net": current, "optimiser": optimiser.state_dict(), "shadow": shadow, "epoch": epoch + 1, "steps": steps_done,
                    "dice": dice.getstate(), "torch": torch.get_rng_state(), "args": vars(a)}, state_path)
        if time.time() - start > a.minutes * 60:
            break
    finish()


main()
