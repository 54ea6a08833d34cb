"""The rule book: every rule's page, family by family, and the codes that are no rules, in Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rota.rules import Rule
from rota.rules.page import page_of
from rota.show.code_text import CodeText, Explained
from rota.show.example import letters_of, people_of
from rota.show.rule_markdown import escaped, rule_markdown

FAMILIES = {
    "SHIFT": "Shifts",
    "SAT": "Saturdays",
    "ABS": "Absence",
    "LEAVE": "Leave",
    "HOURS": "Hours",
    "DAYS": "Days",
    "REST": "Rest",
    "COVER": "Cover",
    "SKILL": "Skills and services",
    "WISH": "Wishes",
    "FAIR": "Fair shares",
    "NOTICE": "Notice",
    "AUDIT": "The record of changes",
}
"""Families of rules in the order of the book; others follow by name."""

_INTRODUCTION = """\
What `rota check` judges rotas by. `rota rules` lists which of these rules hold in a repository, how strictly and by
which clause; `rota explain CODE` prints one of them. A rule is used by a `[[rule]]` table of rules.toml, as below."""
"""The lines before the contents."""


def family(code: str) -> str:
    """The letters of a code."""
    return code.rstrip("0123456789")


def rule_book(pages: Iterable[Explained]) -> str:
    """All rules, and all codes that are no rule's, among ``pages``."""
    pages = tuple(pages)
    codes = [page for page in pages if isinstance(page, CodeText)]
    rules = [page for page in pages if not isinstance(page, CodeText)]
    order = [*FAMILIES]
    families = [
        (letters, list(of))
        for letters, of in groupby(
            sorted(rules, key=lambda rule: (_at(order, rule.code), rule.code)),
            key=lambda rule: family(rule.code),
        )
    ]
    parts = ["# The rule book", _INTRODUCTION, _reading(families), "## Contents", _contents(families, codes)]
    for letters, of in families:
        parts.append(f"## {_titled(letters)}")
        for rule in of:
            parts += [f"### {_heading(rule)}", rule_markdown(rule, key=False).rstrip("\n")]
    return "\n\n".join(part for part in [*parts, *_codes(codes)] if part) + "\n"


def _at(order: Sequence[str], code: str) -> tuple[int, str]:
    letters = family(code)
    return order.index(letters) if letters in order else len(order), letters


def _titled(letters: str) -> str:
    return f"{FAMILIES[letters]} ({letters})" if letters in FAMILIES else letters


def _heading(rule: type[Rule]) -> str:
    return f"{rule.code} {rule.name}"


def _reading(families: Sequence[tuple[str, list[type[Rule]]]]) -> str:
    """How the drawings are read, once for all of them."""
    examples = [example for _, of in families for rule in of for example in page_of(rule).examples]
    if not examples:
        return ""
    return (
        "Examples are drawn with a row for each agent and a letter for each day, below the first letters of the "
        "weekdays. Day 1 is the first Monday of the rota.\n\n"
        f"* Letters: {escaped(letters_of(examples))}\n"
        f"* People: {escaped(people_of(examples))}"
    )


def _contents(families: Sequence[tuple[str, list[type[Rule]]]], codes: Sequence[CodeText]) -> str:
    lines: list[str] = []
    for letters, of in families:
        lines.append(f"* {_titled(letters)}")
        for rule in of:
            law = f" ({escaped(rule.law)})" if rule.law else ""
            link = f"[{_heading(rule)}](#{rule.code.lower()}-{rule.name})"
            lines.append(f"  * {link}: {escaped(page_of(rule).says).rstrip('.')}{law}")
    return "\n".join([*lines, *["* [Codes that are no rules](#codes-that-are-no-rules)"] * bool(codes)])


def _codes(codes: Sequence[CodeText]) -> Iterator[str]:
    if codes:
        yield "## Codes that are no rules"
        yield "No `[[rule]]` table switches these on or off."
        rows = [f"| {each.code} | {escaped(each.meaning)} | {escaped(each.advice)} |" for each in codes]
        yield "\n".join(["| code | meaning | what to do |", "|---|---|---|", *rows])
