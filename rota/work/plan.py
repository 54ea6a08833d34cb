"""Plan a month: facts and rules in, a numbered draft out, or the proof that there is no rota."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from tempfile import mkstemp

from rota.checking import Verdict, judge
from rota.domain.facts import CellsByAgent, Facts, Why
from rota.domain.rota import Rota
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile, dump
from rota.model.child import Task
from rota.model.result import Limits, Outcome, Progress, StageResult, Status
from rota.model.run import SolverDiedError, Watch, solve
from rota.rules import Finding, Level
from rota.work.clash import explain_clash
from rota.work.errors import NoAnswer, Refused, Unusable
from rota.work.ruleset import RuleSet, rules_of
from rota.work.situation import explained, facts_of
from rota.work.verify import DisagreementError, disagreements

Tell = Callable[[float, Rota | None, str, float | None], None]
"""Is told the seconds gone, the best rota so far, the stage being improved, and its gap."""


@dataclass(frozen=True)
class Request:
    """What to plan: a group's month, all of it or one team's part."""

    group: str
    month: str
    team: str | None = None
    limits: Limits = field(default_factory=Limits)
    by: str = "plan"


@dataclass(frozen=True)
class Plan:
    """A planned rota, judged and written as draft ``number``.

    ``without_pins`` are the stages of the same month planned without its pins, where it has any.
    """

    rota: Rota
    file: RotaFile
    number: int
    rules: RuleSet
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    outcome: Outcome
    without_pins: tuple[StageResult, ...] = ()

    @property
    def must_findings(self) -> tuple[Finding, ...]:
        """Breaches of must rules, which facts alone make."""
        return tuple(f for f in self.findings if f.level is Level.MUST and not f.unknown)


def default_limits(seconds: float | None, *, reproducible: bool) -> Limits:
    """Limits for this machine: as many workers as there are cores, but one when repeatable."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    limits = Limits(workers=1 if reproducible else max(1, cores), reproducible=reproducible)
    return limits if seconds is None else replace(limits, seconds=seconds)


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

    Raises BadInput, Refused (no rota exists, with the proof), NoAnswer (time ran out), and
    DisagreementError if the checkers do not agree with the planner.
    """
    latest = latest_draft(repo, request.group, request.month)
    if request.team is not None and latest is None:
        raise Unusable(
            f"{request.group} has no draft of {request.month} whose other teams could stay; "
            f"plan all of them first: rota plan {request.month}"
        )
    facts = facts_of(repo, request.group, request.month, draft=latest, only_team=request.team)
    rules = rules_of(repo, facts.period)
    watch = partial(_tell, tell, facts)
    start = latest.cells if latest is not None and not request.limits.reproducible else None
    outcome = _solved(facts, rules, request.limits, watch, start)
    rota = Rota(facts, outcome.cells)
    verdicts = judge(rota, rules.rules)
    if outcome.amounts is not None and (points := list(disagreements(verdicts, outcome.amounts))):
        raise DisagreementError(points)
    file = RotaFile(
        request.group,
        request.month,
        outcome.cells,
        made=_header(repo, request, outcome),
        pins=latest.pins if latest else {},
    )
    number = _written(repo, file)
    return _judged(repo, request, rules, outcome, number, watch)


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
    repo: Repository, request: Request, rules: RuleSet, outcome: Outcome, number: int, watch: Watch
) -> Plan:
    """The plan as its file now says it, read back, so that places can be named."""
    file = repo.draft(request.group, request.month, number)
    facts = facts_of(repo, request.group, request.month, draft=file, only_team=request.team)
    rota = Rota(facts, file.cells, file.place)
    verdicts = judge(rota, rules.rules)
    found = tuple(explained(repo, finding, facts) for verdict in verdicts for finding in verdict.findings)
    unpinned = _without_pins(facts, rules, request.limits, outcome, watch)
    return Plan(rota, file, number, rules, verdicts, found, outcome, unpinned)


def _tell(tell: Tell, facts: Facts, seconds: float, best: Progress | None) -> None:
    if best is None:
        tell(seconds, None, "", None)
    else:
        gap = (best.best - best.bound) / max(1, abs(best.best))
        tell(seconds, Rota(facts, best.cells), best.stage, gap)


def latest_draft(repo: Repository, group: str, month: str) -> RotaFile | None:
    """The newest draft of a group's month, if there is any."""
    numbers = repo.draft_numbers(group, month)
    return repo.draft(group, month, max(numbers)) if numbers else None


def _solved(
    facts: Facts, rules: RuleSet, limits: Limits, watch: Watch, start: CellsByAgent | None
) -> Outcome:
    """The outcome of a solve that begins from ``start``, so that what need not change tends to stay."""
    outcome = solve(Task(facts, rules.tables, limits, _allowances(rules), start), watch)
    if outcome.status is Status.INFEASIBLE:
        raise Refused(*explain_clash(facts, rules, outcome))
    if outcome.status is Status.OUT_OF_TIME:
        raise NoAnswer(
            f"no rota was found in {limits.seconds:.0f} s, and none was proven impossible; "
            "give it longer with --time-limit"
        )
    return outcome


def _allowances(rules: RuleSet) -> dict[int, int]:
    """By how much each rule's stage may slacken for later ones: nothing, unless its table says so."""
    return {place: rule.allowance for place, rule in enumerate(rules.rules) if rule.allowance}


def _without_pins(
    facts: Facts, rules: RuleSet, limits: Limits, outcome: Outcome, watch: Watch
) -> tuple[StageResult, ...]:
    """What the month could have been had nobody pinned anything; empty where nothing is pinned.

    The draft is written by now, so Ctrl-C or a crash only leaves the question open.
    """
    free = {key: fixed for key, fixed in facts.fixed.items() if fixed.why is not Why.PIN}
    if len(free) == len(facts.fixed) or outcome.interrupted or outcome.crashed:
        return ()
    task = Task(replace(facts, fixed=free), rules.tables, limits, _allowances(rules), outcome.cells)
    try:
        unpinned = solve(task, watch)
    except (KeyboardInterrupt, SolverDiedError):
        return ()
    return () if unpinned.interrupted or unpinned.crashed else unpinned.stages


def _header(repo: Repository, request: Request, outcome: Outcome) -> Mapping[str, str | int]:
    """How the draft came about; nothing in it depends on the clock."""
    limits = request.limits
    stages = [stage for stage in outcome.stages if stage.counts]
    return {
        "by": request.by,
        "mode": "reproducible" if limits.reproducible else "best in time",
        "rota": version("rota"),
        "ortools": version("ortools"),
        "workers": limits.workers,
        "seed": limits.seed,
        "seconds": round(limits.seconds),
        "stages-proven": f"{sum(stage.proven for stage in stages)} of {len(stages)}",
        "ended": _ending(outcome),
        "inputs": repo.input_digest(),
    }


def _ending(outcome: Outcome) -> str:
    if outcome.interrupted:
        return "stopped early"
    return "the solver crashed; the best until then" if outcome.crashed else "of itself"
