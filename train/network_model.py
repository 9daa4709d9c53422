"""The network: encoder and heads as in src/lang/encoder.h, its loss, and its figures on watched sentences."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from network_data import BITS, batches, collate


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
