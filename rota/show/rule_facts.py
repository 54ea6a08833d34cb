"""What a rule's class and its tables say of it, beside its page: level, unit, law, grounds, and how it stands here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from rota.rules import Level, Rule, Tier
from rota.rules.page import Page
from rota.show.safe import safe
from rota.show.settings import settings_text
from rota.show.words import in_unit


@dataclass(frozen=True)
class InForce:
    """A rule as a table of ``rules.toml`` sets it, and where that table stands."""

    rule: Rule
    place: str


def sections_of(rule: type[Rule], page: Page) -> Iterator[tuple[str, str]]:
    """The labelled sections of a page; where it does not say how to fix a breach, the next step of its findings does."""
    labels = [label for label, _ in page.sections]
    remedy = f"{rule.remedy[:1].upper()}{rule.remedy[1:]}."
    for label, text in page.sections:
        if label == "Waive" and "Fix" not in labels:
            yield "Fix", remedy
        yield label, text
    if not {"Fix", "Waive"} & {*labels}:
        yield "Fix", remedy


def facts_of(rule: type[Rule]) -> Iterator[tuple[str, str]]:
    """Labels and texts: at which levels the rule may stand, in what its breaches are counted, which law it is."""
    yield "Level", "; ".join([_levels(rule), *_kind(rule)])
    yield "Unit", rule.unit + _counted_by(rule.scale)
    if rule.law:
        yield "Law", f"{rule.law}. Settings may tighten it, never loosen it"
    for word, meaning in rule.grounds.items():
        yield "Ground", f"{word}: {meaning}"


def here_words(here: Sequence[InForce]) -> Iterator[str]:
    """How a rule stands in a repository, a line for each of its tables."""
    if not here:
        yield "not in force: no [[rule]] in rules.toml uses it"
    for each in here:
        parts = [each.rule.level.value, *_dates(each.rule), settings_text(each.rule), each.rule.cited]
        yield safe(f"{'; '.join(filter(None, parts))} ({each.place})")


def _dates(rule: Rule) -> Iterator[str]:
    if rule.from_ is not None:
        yield f"from {rule.from_}"
    if rule.until is not None:
        yield f"until {rule.until}"


def _levels(rule: type[Rule]) -> str:
    field = rule.model_fields["level"]
    others = [level.value for level in get_args(field.annotation) or Level if level is not field.default]
    if rule.law or not others:
        return f"{field.default.value}"
    return f"{field.default.value}; rules.toml may set {' or '.join(others)}"


def _counted_by(scale: int) -> str:
    """How fine its amounts are where they are not whole: that of ``allowance`` in ``rules.toml`` too."""
    return f"; an allowance is counted in steps of {in_unit(1, scale)}" if scale != 1 else ""


def _kind(rule: type[Rule]) -> Iterator[str]:
    if rule.tier is Tier.COVER:
        yield "as should it is settled with cover, before all other should rules"
    if rule.locks:
        yield "a lock: no plan and no swap may trade it"
    if not rule.plans:
        yield "judges what was recorded, not plans"
