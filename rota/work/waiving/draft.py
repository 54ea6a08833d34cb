"""A waiver to be filled in: what a finding is about, put as a table of waivers.toml."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.facts import Facts
from rota.files.repository import Repository
from rota.packs import all_rules
from rota.rules import Finding
from rota.show.waivers import DraftWaiver
from rota.work.clock import today
from rota.work.errors import Unusable, unknown
from rota.work.waiving.rotas import every_judged


@dataclass(frozen=True)
class Asked:
    """Which findings a waiver is wanted for: of a rule, by code or name, and of an agent or on a day where given."""

    rule: str
    agent: str | None = None
    day: date | None = None


def drafts(repo: Repository, asked: Asked, expires: date | None, by: str) -> tuple[DraftWaiver, ...]:
    """A waiver for each agent, or group, of the findings asked for that count; Unusable where there are none.

    It covers the days at which they are printed, and is approved by ``by`` where they act for HR.
    """
    by_word = {word: rule for rule in all_rules() for word in (rule.code, rule.name)}
    rule = by_word.get(asked.rule.upper()) or by_word.get(asked.rule.lower())
    if rule is None:
        raise unknown("rule", asked.rule, by_word)
    found: dict[tuple[str, str], list[tuple[Finding, Facts]]] = {}
    for finding, facts in _counting(repo, rule.code, asked):
        found.setdefault((finding.agent or "", facts.group if not finding.agent else ""), []).append(
            (finding, facts)
        )
    if not found:
        where = " ".join(
            [*([f"of {asked.agent}"] if asked.agent else []), *([f"on {asked.day}"] if asked.day else [])]
        )
        raise Unusable(
            f"no finding of {rule.code}{where and ' '}{where} counts; `rota check` lists what does"
        )
    now = today(repo.centre)
    return tuple(
        DraftWaiver(
            rule.code,
            agent,
            group,
            min(_days(findings)),
            max(_days(findings)),
            tuple(dict.fromkeys(finding.message for finding, _ in findings)),
            rule.grounds if rule.law else {},
            by if by in repo.centre.hr else "",
            now,
            expires or now.replace(day=min(now.day, 28), year=now.year + 1),
        )
        for (agent, group), findings in found.items()
    )


def _counting(repo: Repository, code: str, asked: Asked) -> Iterator[tuple[Finding, Facts]]:
    for judged in every_judged(repo):
        for finding in judged.findings:
            counts = finding.code == code and not finding.unknown and finding.excuse is None
            named = asked.agent in (None, finding.agent) and asked.day in (None, finding.day)
            if counts and named:
                yield finding, judged.rota.facts


def _days(findings: Iterable[tuple[Finding, Facts]]) -> list[date]:
    """The days at which findings are printed; of those without one all that they count, or the whole period."""
    days: list[date] = []
    for finding, facts in findings:
        own = [day for _, day in finding.cells] or [facts.period.start, facts.period.end]
        days += [finding.day] if finding.day else own
    return days
