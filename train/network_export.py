"""Writes the network in eight bits as the section `network` of a language pack."""
import numpy as np
import torch
import torch.nn.functional as F

from network_data import batches, collate


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
