"""Rules for people: the table of those in force, and one rule explained from its own documentation."""

import re
import sys
from collections.abc import Iterator, Sequence
from inspect import cleandoc

from rota.rules import Level, Rule
from rota.show.paint import Line, paint, width_of, wrapped
from rota.show.safe import safe
from rota.show.settings import Setting, settings_of, settings_text
from rota.show.table import Column, table

_SECTION = re.compile(r"^([A-Z][a-z]+) {2,}(\S.*)$")
_HANG = " " * 9


def rules_table(
    rules: Sequence[Rule],
    *,
    unused: Sequence[type[Rule]] = (),
    width: int | None = None,
    color: bool = False,
) -> str:
    """The rules in force, in their order: code, name, level, tier, settings and source.

    ``unused`` are installed rules that no table names; they are listed below.
    """
    titles = ("Code", "Rule", "Level", "Tier", "Settings", "Source")
    rows = [
        (rule.code, rule.name, rule.level.value, tier_words(rule), settings_text(rule), rule.source)
        for rule in rules
    ]
    lines = list(table([Column(title) for title in titles], rows))
    if width is not None and any(sum(width_of(text) for text, _ in line) > width + 2 for line in lines):
        lines = [line for row in rows for line in _stacked(row, width)]
    if unused:
        names = ", ".join(f"{rule.code} {rule.name}" for rule in unused)
        lines += [[], *wrapped(f"Installed, but in no [[rule]] table: {names}", width, hang="  ")]
    return paint(lines or [[("No rules are in force.", "")]], color=color)


def tier_words(rule: Rule) -> str:
    """The tier in which breaches count; ``-`` for a rule that binds instead."""
    binds = rule.level is Level.MUST and rule.tier is None
    return "-" if binds else rule.in_tier.name.lower()


def _stacked(row: Sequence[str], width: int) -> Iterator[Line]:
    """A rule in several lines, for a narrow terminal."""
    code, name, level, tier, settings, source = (safe(value) for value in row)
    yield [(f"{code} {name}", "bold"), (f"  {level}" + ("" if tier == "-" else f", tier {tier}"), "")]
    for text in (settings, source):
        if text:
            yield from wrapped(text, width, indent="  ", hang="    ")


def explain(rule: type[Rule], *, width: int | None = None, color: bool = False) -> str:
    """The documentation of one rule: what it says, how it counts, its settings, an example, the next step."""
    title, *paragraphs = cleandoc(_documentation(rule)).split("\n\n")
    heading = title if title.startswith(rule.code) else f"{rule.code} {rule.name}: {title}"
    lines: list[Line] = [[(piece, "bold")] for ((piece, _),) in wrapped(_joined(heading), width, hang="  ")]
    for paragraph in paragraphs:
        lines += [[], *_paragraph(paragraph, width)]
    lines += [[], [("Settings", "bold")], *_settings(settings_of(rule)), []]
    level = rule.model_fields["level"].default
    lines += _labelled("Level", f"{level.value} by default", width)
    lines += _labelled("Unit", rule.unit, width)
    lines += _labelled("Next", rule.remedy, width)
    return paint(lines, color=color)


def _documentation(rule: type[Rule]) -> str:
    module = sys.modules.get(rule.__module__)
    return (module.__doc__ if module else None) or rule.__doc__ or rule.name


def _joined(text: str) -> str:
    return " ".join(text.split())


def _paragraph(text: str, width: int | None) -> Iterator[Line]:
    """A paragraph: an example stays as it is, labelled sections and prose are fitted to the width."""
    lines = text.splitlines()
    if all(re.match(r" {4,7}\S| {8}", line) for line in lines) and re.match(r" {4}\S", lines[0]):
        yield from ([(line, "cyan")] for line in lines)
        return
    sections: list[tuple[str, list[str]]] = []
    for line in lines:
        found = _SECTION.match(line)
        if found or not sections:
            sections.append((found.group(1) if found else "", [found.group(2) if found else line]))
        else:
            sections[-1][1].append(line)
    for label, pieces in sections:
        yield from _labelled(label, _joined(" ".join(pieces)), width)


def _labelled(label: str, text: str, width: int | None) -> Iterator[Line]:
    """Text behind a label, its further lines below the first."""
    hang = _HANG if label else ""
    first, *rest = wrapped(safe(text), width, indent=hang, hang=hang)
    yield [(f"{label:<{len(hang)}}", "bold"), (first[0][0][len(hang) :], "")]
    yield from rest


def _settings(settings: Sequence[Setting]) -> Iterator[Line]:
    if not settings:
        yield [("  none of its own", "")]
    rows = [(f"  {entry.key}", entry.default, entry.about) for entry in settings]
    yield from list(table([Column(""), Column(""), Column("")], rows))[1:]
