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

import torch
from torch import nn

from network_data import Vocabulary, batches, collate, read
from network_export import export
from network_model import Net, loss_of, watch

SIZES = dict(vocabulary=56000, fixed=96, sum=96, rows=4096, hidden=192, layers=2, tag=96, name=96, arc=128, label=96)
RATES = dict(rate=2e-3, drop=.33, drop_in=.2, drop_fixed=.08, drop_own=.25, drop_lists=.3, name_weight=.7, average=.999)
WARM_UP = 200  # steps


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("--work", required=True)
    p.add_argument("--out", default="network")
    p.add_argument("--epochs", type=int, default=22)
    p.add_argument("--minutes", type=float, default=50)
    p.add_argument("--words", type=int, default=1000, help="in a batch")
    p.add_argument("--resume", action="store_true")
    p.add_argument("--export", action="store_true", help="only write the section `network` of what is trained")
    for name, value in {**SIZES, **RATES}.items():
        p.add_argument("--" + name, type=type(value), default=value)
    return p.parse_args()


class Training:
    """A network on its way: weights, their running average (`shadow`), optimiser and the state of chance."""

    def __init__(self, a):
        self.a, self.dice = a, random.Random(7)
        self.train = read(a.work + "/treebank.bin") + read(a.work + "/wikigold.bin")
        self.watched = read(a.work + "/watch.bin")
        self.vocabulary = Vocabulary(a.work, self.train, a.vocabulary)
        for s in self.train + self.watched:
            s.rows = self.vocabulary.rows(s.cells)
        self.labels = len(open(a.work + "/labels.txt").read().split())
        self.tags = [line.split("\t") for line in open(a.work + "/tags.txt").read().strip().split("\n")]
        self.net = Net(a, self.vocabulary, len(self.tags), self.labels)
        self.optimiser = torch.optim.Adam(self.net.parameters(), lr=a.rate, betas=(.9, .95), eps=1e-9)
        self.shadow = {k: v.clone() for k, v in self.net.state_dict().items()}
        self.steps = self.epoch = 0
        self.path = f"{a.work}/{a.out}.pt"
        print(f"{len(self.train)} sentences, {sum(len(s.cells) for s in self.train)} words, vocabulary "
              f"{len(self.vocabulary.hashes)}, {sum(q.numel() for q in self.net.parameters())} weights", flush=True)

    def load(self):
        state = torch.load(self.path)
        self.net.load_state_dict(state["net"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.shadow, self.epoch, self.steps = state["shadow"], state["epoch"], state["steps"]
        self.dice.setstate(state["dice"])
        torch.set_rng_state(state["torch"])

    def save(self):
        torch.save({"net": self.net.state_dict(), "optimiser": self.optimiser.state_dict(), "shadow": self.shadow,
                    "epoch": self.epoch, "steps": self.steps, "dice": self.dice.getstate(), "torch": torch.get_rng_state(),
                    "args": vars(self.a)}, self.path)

    def step(self, batch, total):
        rise = min(1., (self.steps + 1) / WARM_UP)
        fall = max(.02, .5 * (1 + math.cos(math.pi * self.steps / total)))
        for g in self.optimiser.param_groups:
            g["lr"] = self.a.rate * rise * fall
        loss = loss_of(self.net, collate(batch, self.vocabulary))
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.)
        self.optimiser.step()
        self.steps += 1
        keep = min(self.a.average, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for k, v in self.net.state_dict().items():
                if v.dtype.is_floating_point and k != "fixed":
                    self.shadow[k].mul_(keep).add_(v, alpha=1 - keep)
        return float(loss.detach())

    def run_epoch(self):
        order = batches(self.train, self.a.words, self.dice)
        total = len(order) * self.a.epochs
        loss = sum(self.step(batch, total) for batch in order) / len(order)
        self.epoch += 1
        current = {k: v.clone() for k, v in self.net.state_dict().items()}
        self.net.load_state_dict(self.shadow)
        figures = watch(self.net, self.watched, [t[0] for t in self.tags])
        self.net.load_state_dict(current)
        return f"epoch {self.epoch} loss {loss:.4f} {figures}"

    def finish(self):
        self.net.load_state_dict(self.shadow)
        export(self.net, self.vocabulary, self.train[::10], len(self.tags), self.labels, f"{self.a.work}/{self.a.out}.section")


def main():
    a = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    training = Training(a)
    if (a.resume or a.export) and os.path.exists(training.path):
        training.load()
    start = time.time()
    while not a.export and training.epoch < a.epochs and time.time() - start < a.minutes * 60:
        print(training.run_epoch(), f"{time.time() - start:.0f}s", flush=True)
        training.save()
    training.finish()


main()
