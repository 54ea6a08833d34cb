"""The page of a rule: the docstring of its module, taken apart.

A sentence, then labelled sections, then one block of TOML: tables for ``rules.toml``, and small rotas that pass and
that fail, drawn as in the case files of the tests.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import cleandoc
from typing import Any

from rota.rules.rule import Rule

SECTIONS = ("Why", "Source", "Counts", "Carries", "Costs", "Fix", "Waive")
"""The labels of a page, in their order."""
OPTIONAL = frozenset({"Fix"})
"""What a page may leave out; :attr:`Rule.remedy` says the next step anyway."""

_LABELLED = re.compile(r"([A-Z][a-z]+) {2,}(\S.*)")
_BLOCK = re.compile(r" {4,7}\S")
_EXAMPLE = re.compile(r"\[\[(pass|fail)\]\]")


@dataclass(frozen=True)
class Example:
    """A small rota, as cases draw it; ``fails`` says whether it breaks the rule."""

    fails: bool
    table: Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """What a rule says of itself.

    ``title`` is the code, the name and what the rule says, in one line. ``sections`` are labels and texts, each text in one
    line; prose without a label has an empty one. ``blocks`` are the pieces of TOML as they stand there.
    """

    title: str
    sections: tuple[tuple[str, str], ...]
    blocks: tuple[str, ...]

    @property
    def says(self) -> str:
        """The title without code and name."""
        return self.title.partition(": ")[2] or self.title

    @cached_property
    def tables(self) -> Mapping[str, Any]:
        """All of the TOML, read; empty where it is none."""
        try:
            return tomllib.loads("\n".join(self.blocks))
        except tomllib.TOMLDecodeError:
            return {}

    @property
    def examples(self) -> tuple[Example, ...]:
        """The rotas that pass, then those that fail; a table without a rota is none."""
        return tuple(
            Example(kind == "fail", table)
            for kind in ("pass", "fail")
            for table in self.tables.get(kind, ())
            if table.get("rota")
        )

    @property
    def setting(self) -> str:
        """The TOML for ``rules.toml``, without the examples; all of it where it cannot be read."""
        whole = "\n\n".join(self.blocks)
        found = _EXAMPLE.search(whole) if self.tables else None
        return whole[: found.start()].rstrip() if found else whole


def page_of(rule: type[Rule]) -> Page:
    """The page of ``rule``: its module's docstring, or else its own."""
    module = sys.modules.get(rule.__module__)
    page = read_page((module.__doc__ if module else None) or rule.__doc__ or rule.name)
    if page.title.startswith(rule.code):
        return page
    return Page(f"{rule.code} {rule.name}: {page.title}", page.sections, page.blocks)


def read_page(docstring: str) -> Page:
    """The parts of a docstring; whatever has no label and is no TOML is prose."""
    title, *paragraphs = cleandoc(docstring).split("\n\n")
    sections: list[tuple[str, str]] = []
    blocks: list[str] = []
    inside = False
    for paragraph in paragraphs:
        if _BLOCK.match(paragraph) or (inside and paragraph.startswith(" " * 8)):
            text = "\n".join(line[4:] for line in paragraph.split("\n"))
            blocks.append(f"{blocks.pop()}\n\n{text}" if inside else text)
            inside = True
        elif paragraph.strip():
            sections += _sections(paragraph.split("\n"))
            inside = False
    return Page(_joined(title.split("\n")), tuple(sections), tuple(blocks))


def _sections(lines: Iterable[str]) -> list[tuple[str, str]]:
    """A paragraph's labels and texts: a label begins a line, and what follows it is indented."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        labelled = _LABELLED.fullmatch(line)
        if labelled or not found:
            found.append((labelled[1], [labelled[2]]) if labelled else ("", [line]))
        else:
            found[-1][1].append(line)
    return [(label, _joined(pieces)) for label, pieces in found]


def _joined(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())
