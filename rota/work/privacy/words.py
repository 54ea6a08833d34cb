"""The lists of ``words.toml`` as patterns: each code's words, and the phrases in which they mean something else."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Any

from rota.files.codes import Code

FILE = Path(__file__).with_name("words.toml")

_SPLIT = re.compile(r"\(([^)]*)\)")
_BETWEEN = "[ ,:'._/-]{1,3}"
"""What may stand between two words of a phrase."""

_DOUBLE = re.compile(r"([a-z])\1")
_LONG = 6
"""In words so long a doubled letter may be written once: that is how they are misspelt most."""

_BEFORE, _AFTER = "(?<![a-z0-9])", "(?![a-z0-9])"

Trie = dict[str, "Trie"]


class Words:
    """What to look for under one code, in folded text, and in which phrases it does not count."""

    def __init__(self, code: Code, table: Mapping[str, Sequence[str]]) -> None:
        self.code = code
        self.pattern = pattern(table["words"])
        self._passes = table.get("passes", ())

    @cached_property
    def passes(self) -> re.Pattern[str]:
        """Needed only where something is found, and made only then."""
        return pattern(self._passes)


@cache
def word_lists() -> tuple[Words, ...]:
    """The lists that come with rota, by code."""
    return tuple(Words(code, _tables()[code.value]) for code in Code if code.value in _tables())


@cache
def mailboxes() -> frozenset[str]:
    """What stands before the @ of addresses that are nobody's own."""
    return frozenset(_tables()["PRIV07"]["mailboxes"])


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all ``entries``, written as ``words.toml`` explains; it finds nothing where there are none."""
    trie: Trie = {}
    for entry in entries:
        for phrase in spelt_out(entry):
            at = trie
            for token in _tokens(phrase):
                at = at.setdefault(token, {})
            at[""] = {}
    return re.compile(f"{_BEFORE}{_branches(trie)}{_AFTER}" if trie else r"(?!)")


def spelt_out(entry: str) -> Iterator[str]:
    """Every phrase that ``entry`` stands for: one for each choice of words in brackets."""
    parts = _SPLIT.split(entry)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return (" ".join("".join(chosen).split()) for chosen in product(*choices))


def _tokens(phrase: str) -> Iterator[str]:
    """What each letter of ``phrase`` is as a pattern; a doubled letter is one token."""
    for number, word in enumerate(phrase.split(" ")):
        if number:
            yield _BETWEEN
        at = 0
        while at < len(word):
            if len(word) >= _LONG and _DOUBLE.match(word, at):
                yield f"{word[at]}{word[at]}?"
                at += 2
            else:
                yield "[a-z]*" if word[at] == "*" else re.escape(word[at])
                at += 1


def _branches(trie: Trie) -> str:
    """A pattern that shares beginnings, so that most places in a text are passed over at their first letter."""
    branches = [f"{token}{_branches(below)}" for token, below in trie.items() if token]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in trie else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if "" in trie else joined
