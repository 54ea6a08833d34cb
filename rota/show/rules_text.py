"""Rules for people: the list of them, and one explained from its own page."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rota.rules import Rule
from rota.rules.page import page_of
from rota.show.example import drawing, letters_of, people_of
from rota.show.paint import Line, paint, wrapped
from rota.show.rule_facts import InForce, facts_of, here_words, sections_of
from rota.show.safe import safe
from rota.show.settings import Setting, settings_of
from rota.show.table import Column, table

_LABEL = 9
_CODED = re.compile(r"``(.+?)``")


def rules_list(rows: Sequence[Sequence[str]]) -> str:
    """One line for each rule, its columns below one another; a column that is empty throughout is left out."""
    kept = [column for column in zip(*rows, strict=True) if any(column)]
    lines = list(table([Column("")] * len(kept), list(zip(*kept, strict=True))))
    return paint(lines[1:])


def explain(
    rule: type[Rule],
    *,
    here: Sequence[InForce] | None = None,
    width: int | None = None,
    color: bool = False,
) -> str:
    """The page of one rule for a terminal: what it says, why and how it counts, its settings and examples.

    ``here`` is how it stands in the repository around; None where there is none.
    """
    page = page_of(rule)
    lines: list[Line] = [[(piece, "bold")] for ((piece, _),) in wrapped(plain(page.title), width, hang="  ")]
    lines += [[], *_sections(sections_of(rule, page), width), []]
    lines += [[("Settings", "bold")], *_settings(settings_of(rule)), []]
    for label, text in facts_of(rule):
        lines += labelled(label, text, width)
    if here is not None:
        lines += [[], *(line for text in here_words(here) for line in labelled("Here", text, width))]
    if page.setting:
        lines += [[], *([(f"    {line}", "cyan")] for line in page.setting.split("\n"))]
    for example in page.examples:
        title = safe(str(example.table.get("name", "")))
        label, style = ("Fails", "bold red") if example.fails else ("Passes", "bold green")
        lines += [[], *labelled(label, title, width, style)]
        inner = None if width is None else width - _LABEL
        lines += [[(" " * _LABEL, ""), *line] for line in drawing(example, inner)]
    if page.examples:
        lines += [[], *labelled("Letters", letters_of(page.examples), width)]
        lines += labelled("People", people_of(page.examples), width)
    return paint(lines, color=color)


def _sections(sections: Iterable[tuple[str, str]], width: int | None) -> Iterator[Line]:
    """Labelled sections below one another, prose apart from them."""
    last: str | None = None
    for label, text in sections:
        if last is not None and not (label and last):
            yield []
        yield from labelled(label, plain(text), width)
        last = label


def plain(text: str) -> str:
    """Text of a page as messages write it: what is to be typed stands between single marks."""
    return safe(_CODED.sub(r"`\1`", text))


def labelled(label: str, text: str, width: int | None, style: str = "bold") -> Iterator[Line]:
    """Text behind a label, its further lines below the first; text without one begins at the margin."""
    hang = " " * _LABEL if label else ""
    first, *rest = wrapped(text, width, indent=hang, hang=hang)
    yield [(f"{label:<{len(hang)}}", style), (first[0][0][len(hang) :], "")]
    yield from rest


def _settings(settings: Sequence[Setting]) -> Iterator[Line]:
    if not settings:
        yield [("  none of its own", "")]
    rows = [(f"  {entry.key}", entry.default, entry.about) for entry in settings]
    yield from list(table([Column(""), Column(""), Column("")], rows))[1:]
