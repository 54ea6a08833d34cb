"""Rota and rules in, findings out, in a stable order."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.facts import Facts
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.rules import Excuse, Finding, Level, Rule
from rota.rules.waiving import covers

_LEVELS = tuple(Level)


@dataclass(frozen=True)
class Verdict:
    """What one rule has to say about a rota."""

    rule: Rule
    findings: tuple[Finding, ...]

    @property
    def amount(self) -> int:
        """The breaches added up, in the rule's unit."""
        return sum(finding.amount for finding in self.findings if not finding.unknown)

    @property
    def open_amount(self) -> int:
        """The part of the amount that no waiver covers."""
        return sum(finding.amount for finding in self.findings if not (finding.unknown or finding.excuse))

    @property
    def strong_amount(self) -> int:
        """The part of the amount that comes from strong wishes."""
        return sum(finding.amount for finding in self.findings if finding.strong)


def judge(rota: Rota, rules: Iterable[Rule]) -> tuple[Verdict, ...]:
    """Each rule's verdict on ``rota``, in the order of ``rules``."""
    return tuple(
        Verdict(rule, tuple(_placed(finding, rota) for finding in rule.check(rota))) for rule in rules
    )


def findings(verdicts: Sequence[Verdict]) -> tuple[Finding, ...]:
    """All findings, the worst first, in a stable order; what two rows of one rule do not know is said once."""
    found = worst_first(finding for verdict in verdicts for finding in verdict.findings)
    said: set[tuple[object, ...]] = set()
    return tuple(finding for finding in found if not (finding.unknown and _said(finding, said)))


def worst_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings from wherever, the worst first, those with an excuse last, in a stable order."""
    return tuple(sorted(found, key=_order))


def _said(finding: Finding, said: set[tuple[object, ...]]) -> bool:
    """Whether the same was said before, at whatever level; it is now."""
    key = (finding.code, finding.place, finding.agent, finding.day, finding.message)
    before = key in said
    said.add(key)
    return before


def breaches(verdicts: Sequence[Verdict]) -> tuple[Finding, ...]:
    """Must findings that the planner could have avoided: those beyond the facts, and that no waiver covers."""
    found = findings(verdicts)
    return tuple(f for f in found if f.level is Level.MUST and not (f.unknown or f.in_facts or f.excuse))


def count_levels(found: Iterable[Finding]) -> Counter[str]:
    """How many findings there are of each level, of ``unknown``, and of each excuse."""
    return Counter(_kind(finding) for finding in found)


def _kind(finding: Finding) -> str:
    if finding.excuse is not None:
        return finding.excuse.value
    return "unknown" if finding.unknown else finding.level.value


def fails(found: Iterable[Finding], fail_on: Level = Level.MUST, *, strict: bool = False) -> bool:
    """Whether a finding without an excuse is as bad as ``fail_on`` or worse; under ``strict``, or is unknown."""
    failing = frozenset(_LEVELS[: _LEVELS.index(fail_on) + 1])
    return any(
        strict if finding.unknown else finding.level in failing for finding in found if finding.excuse is None
    )


def _placed(finding: Finding, rota: Rota) -> Finding:
    place = finding.place
    if place is None and rota.place.file and finding.agent is not None:
        place = _cell_place(finding.agent, finding.day, rota)
    in_facts = finding.in_facts or _all_facts(finding, rota)
    return excused(finding.with_(place=place or rota.place, in_facts=in_facts), rota.facts)


def excused(finding: Finding, facts: Facts) -> Finding:
    """``finding``, marked as waived where a live waiver covers it."""
    for live in facts.waivers:
        if covers(live.waiver, finding, facts):
            return finding.with_(excuse=Excuse.WAIVED, ground=live.place)
    return finding


def _cell_place(agent: str, day: date | None, rota: Rota) -> Place:
    if day is None:
        return rota.place.at("cells", agent)
    return rota.places.get((agent, day)) or rota.place.at("cells", agent, str(day))


def _all_facts(finding: Finding, rota: Rota) -> bool:
    """Whether every cell of the finding stood before anybody planned, and still stands."""
    return bool(finding.cells) and all(_is_fact(agent, day, rota) for agent, day in finding.cells)


def _is_fact(agent: str, day: date, rota: Rota) -> bool:
    fixed = rota.facts.fixed.get((agent, day))
    return day not in rota.facts.period or (fixed is not None and fixed.cell == rota.cell(agent, day))


def _order(finding: Finding) -> tuple[bool, bool, int, str, date, str, str]:
    level = _LEVELS.index(finding.level)
    return (
        finding.excuse is not None,
        finding.unknown,
        level,
        finding.code,
        finding.day or date.max,
        finding.agent or "",
        finding.message,
    )
