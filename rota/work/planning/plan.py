"""Plan a month: facts and rules in, a numbered draft out, or the proof that there is no rota."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from tempfile import mkstemp

from rota.checking import Verdict, judge
from rota.domain.facts import Facts
from rota.domain.moves import Move, differences
from rota.domain.rota import Rota
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile, dump
from rota.model.child import Task
from rota.model.result import Limits, Outcome, StageResult
from rota.rules import Excuse, Finding, Level
from rota.work.errors import Unusable
from rota.work.planning.solving import Tell, header, solved, task_of, without_pins
from rota.work.publishing.stage import last_told, refuse_published
from rota.work.ruleset import RuleSet, rules_of
from rota.work.situation import explained, facts_of


@dataclass(frozen=True)
class Request:
    """What to plan: a group's month, all of it or one team's part."""

    group: str
    month: str
    team: str | None = None
    limits: Limits = field(default_factory=Limits)
    by: str = "plan"


@dataclass(frozen=True)
class Since:
    """What is other than in draft ``number``, and whether that is what staff were told."""

    number: int
    told: bool
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Plan:
    """A planned rota, judged and written as draft ``number``.

    ``without_pins`` are the stages of the same month planned without its pins, where it has any;
    ``since`` compares it with the draft that staff were told, and with the newest before it.
    """

    rota: Rota
    file: RotaFile
    number: int
    rules: RuleSet
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    outcome: Outcome
    without_pins: tuple[StageResult, ...] = ()
    since: tuple[Since, ...] = ()

    @property
    def must_findings(self) -> tuple[Finding, ...]:
        """Breaches of must rules, which facts alone make, and that no waiver covers."""
        return tuple(f for f in self.findings if f.level is Level.MUST and not (f.unknown or f.excuse))

    @property
    def waived(self) -> tuple[Finding, ...]:
        """Breaches of must rules that a waiver covers."""
        return tuple(f for f in self.findings if f.level is Level.MUST and f.excuse is Excuse.WAIVED)


def warnings(repo: Repository, request: Request) -> tuple[str, ...]:
    """What a leader should hear before a month is planned: from its groups, and from its rules."""
    facts = facts_of(repo, request.group, request.month)
    foreseen = (text for rule in rules_of(repo, facts.period).rules for text in rule.foresee(facts))
    return (*_shared_sites(repo, request.group), *foreseen)


def _shared_sites(repo: Repository, group: str) -> Iterator[str]:
    """A site's services have one demand, which two groups on that site would each try to meet whole."""
    sites = {team.id: team.site for team in repo.centre.team}
    on = {entry.id: {sites[team] for team in entry.teams} for entry in repo.centre.group}
    for other, theirs in on.items():
        for site in sorted(theirs & on[group]) if other != group else ():
            yield (
                f"{group} and {other} share the site {site}, and each is planned against its whole demand; "
                "put the teams of a site into one group in centre.toml"
            )


def plan(repo: Repository, request: Request, tell: Tell) -> Plan:
    """Plan, verify and write a draft; ``tell`` follows how it goes.

    Where staff were told a draft, the plan stays as close to it as cover, rules and wishes let it. Raises
    BadInput, Refused (the month is published, or no rota exists, with the proof), NoAnswer (time ran
    out), and DisagreementError if the checkers do not agree with the planner.
    """
    refuse_published(repo, request.group, request.month)
    latest = latest_draft(repo, request.group, request.month)
    if request.team is not None and latest is None:
        raise Unusable(
            f"{request.group} has no draft of {request.month} whose other teams could stay; "
            f"plan all of them first: rota plan {request.month}"
        )
    facts = facts_of(repo, request.group, request.month, draft=latest, only_team=request.team)
    rules = rules_of(repo, facts.period)
    # Begun from the newest draft, so that what need not change tends to stay.
    start = latest.cells if latest is not None and not request.limits.reproducible else None
    told = told_draft(repo, request.group, request.month)
    task = task_of(facts, rules, request.limits, start=start, keep=told.cells if told else None)
    outcome, _ = solved(task, rules, tell)
    file = RotaFile(
        request.group,
        request.month,
        outcome.cells,
        made=header(repo, request.by, request.limits, outcome),
        pins=latest.pins if latest else {},
    )
    since = tuple(_since(repo, request, facts, outcome))
    return _judged(repo, request, rules, task, outcome, _written(repo, file), since, tell)


def _written(repo: Repository, file: RotaFile) -> int:
    """The number of the new draft; where it cannot be written, the rota is saved elsewhere, not lost."""
    try:
        return repo.write_draft(file)
    except BadInput as error:
        handle, name = mkstemp(prefix=f"rota-{file.group}-{file.month}-", suffix=".toml")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as rescued:
            rescued.write(dump(file))
        kept = f"the rota itself is in {name}; copy it to drafts/{file.group}/{file.month}/ under the next number"
        raise BadInput(found.with_(fix=f"{found.fix}; {kept}") for found in error.findings) from error


def _judged(
    repo: Repository,
    request: Request,
    rules: RuleSet,
    task: Task,
    outcome: Outcome,
    number: int,
    since: tuple[Since, ...],
    tell: Tell,
) -> Plan:
    """The plan as its file now says it, read back, so that places can be named."""
    file = repo.draft(request.group, request.month, number)
    facts = facts_of(repo, request.group, request.month, draft=file, only_team=request.team)
    rota = Rota(facts, file.cells, file.place)
    verdicts = judge(rota, rules.rules)
    found = tuple(explained(repo, finding, facts) for verdict in verdicts for finding in verdict.findings)
    unpinned = without_pins(replace(task, facts=facts), outcome, tell)
    return Plan(rota, file, number, rules, verdicts, found, outcome, unpinned, since)


def _since(repo: Repository, request: Request, facts: Facts, outcome: Outcome) -> Iterator[Since]:
    """Compare with the draft told and with the newest draft, which may be the same."""
    told = told_number(repo, request.group, request.month)
    newest = max(repo.draft_numbers(request.group, request.month), default=None)
    for number in dict.fromkeys([told, newest]):
        if number is not None:
            cells = repo.draft(request.group, request.month, number).cells
            yield Since(number, number == told, differences(facts.agents, cells, outcome.cells, facts.demand))


def told_number(repo: Repository, group: str, month: str) -> int | None:
    """The number of the draft that staff were told last; None where none was, or its file is gone."""
    told = last_told(repo, group, month)
    there = told is not None and told.draft in repo.draft_numbers(group, month)
    return told.draft if told and there else None


def told_draft(repo: Repository, group: str, month: str) -> RotaFile | None:
    """The draft that staff were told last; None where none was, or its file is gone."""
    number = told_number(repo, group, month)
    return None if number is None else repo.draft(group, month, number)


def latest_draft(repo: Repository, group: str, month: str) -> RotaFile | None:
    """The newest draft of a group's month, if there is any."""
    numbers = repo.draft_numbers(group, month)
    return repo.draft(group, month, max(numbers)) if numbers else None
