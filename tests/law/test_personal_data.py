"""Personal data is found, public numbers are left alone: a labelled set of sentences, and the rules behind it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from mingjing.law.personal_data import KINDS, find

pytestmark = pytest.mark.pure

LABELLED = Path(__file__).parent.parent / "vectors" / "personal_data.txt"
MARK = re.compile(r"⟦(\w+)\|([^⟧]*)⟧")


def labelled():
    """(line number, text, names, phones, expected spans) of every sentence of the set."""
    names, phones = (), ()
    for number, line in enumerate(LABELLED.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@names"):
            names = tuple(line.split()[1:])
        elif line.startswith("@phones"):
            phones = tuple(line.split()[1:])
        elif line and not line.startswith("#"):
            yield number, *unmarked(line), names, phones


def unmarked(line):
    text, spans, last = "", [], 0
    for mark in MARK.finditer(line):
        text += line[last : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text, last = text + mark[2], mark.end()
    return text + line[last:], spans


def found(text, names=(), **options):
    return [(hit.start, hit.end, hit.kind) for hit in find(text, names, **options)]


SET = list(labelled())


def test_the_labelled_set_is_large_and_has_both_sides():
    assert len(SET) >= 150
    assert sum(not spans for _, _, spans, _, _ in SET) >= 60
    assert set(KINDS) == {kind for _, _, spans, _, _ in SET for _, _, kind in spans}


@pytest.mark.parametrize("case", SET, ids=lambda case: f"{case[0]}:{case[1][:20]}")
def test_sentence(case):
    _, text, expected, names, phones = case
    assert found(text, names, public_phones=phones) == expected


def test_recall_is_whole_and_precision_at_least_95_percent_on_the_labelled_set():
    counts = Counter()
    for _, text, expected, names, phones in SET:
        got = set(found(text, names, public_phones=phones))
        counts["right"] += len(got & set(expected))
        counts["missed"] += len(set(expected) - got)
        counts["false"] += len(got - set(expected))
    recall = counts["right"] / (counts["right"] + counts["missed"])
    precision = counts["right"] / (counts["right"] + counts["false"])
    told = f"recall {recall:.3f}, precision {precision:.3f} over {len(SET)} sentences: {dict(counts)}"
    assert recall == 1.0, told
    assert precision >= 0.95, told
