"""Sentences of our own with the acts they tell (data/annotations/*.txt), and whether a claim is one of those acts."""
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parents[1] / 'data/annotations'
FILES = ('claims.txt', 'told.txt')


def read(path):
    """(sentence, acts); an act is (type, actors, recipients, polarity, modalities, either side may act)."""
    for line in path.read_text(encoding='utf-8').split('\n'):
        if not line or line[0] == '#':
            continue
        text, acts = line.split('|')
        yield text, [act(a) for a in acts.split(';')] if acts != '-' else []


def act(told):
    either = ' = ' in told
    left, right = told.split(' = ' if either else ' > ')
    kind, actor = left.split(' ', 1)
    recipient, polarity, modality = right.rsplit(' ', 2)
    return kind, sides(actor), sides(recipient), polarity, modality.split('/'), either


def sides(words):
    return [] if words == '_' else words.split(' & ')


def names(told, found, raw):
    """Are these the sides? Everybody who must be named is, and nobody stands there where nobody is told."""
    if not told:
        return not found
    texts = [a['name'] + '\n' + (raw[slice(*a['span'])].decode() if a['span'] else '') for a in found]
    return all(any(words in t for t in texts) for words in told)


def is_told(claim, acts, text):
    """Does one of the acts fit the claim in type, sides, direction, polarity and modality?"""
    raw = text.encode()
    for kind, actors, recipients, polarity, modalities, either in acts:
        if claim['type'] != kind or claim['polarity'] != polarity or claim['modality'] not in modalities:
            continue
        for left, right in ((actors, recipients), (recipients, actors))[:1 + either]:
            if names(left, claim['actors'], raw) and names(right, claim['recipients'], raw):
                return True
        # "The two ministers met": all who met may stand on one side.
        if either and names(actors + recipients, claim['actors'], raw) and not claim['recipients']:
            return True
    return False
