"""A month under a change, side by side with the month as it is: as the plan stands, and planned anew. Nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rota.checking import Verdict, judge
from rota.domain.cell import Cell
from rota.domain.facts import CellsByAgent, Facts
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.model.result import Limits, Outcome, StageResult
from rota.rules import LeaveLimit, Level, Rule
from rota.show.whatif import Free, Side, WhatIf
from rota.work.choose import choose
from rota.work.planning.plan import latest_draft
from rota.work.planning.solving import Tell, solved, task_of
from rota.work.ruleset import RuleSet, rules_of
from rota.work.situation import facts_of
from rota.work.whatif.apply import Applied, applied, as_it_stands, without
from rota.work.whatif.change import Change

AS_IT_IS, AS_IT_STANDS, ANEW = "as it is", "as it stands", "planned anew"


@dataclass(frozen=True)
class Asked:
    """Whose month, what is other, and how long to solve; ``draft`` is its number where one is named."""

    group: str
    month: str
    change: Change
    limits: Limits = field(default_factory=Limits)
    draft: int | None = None


@dataclass(frozen=True)
class _Base:
    """The month as it is: a rota that is there, or one that was planned just now."""

    facts: Facts
    cells: CellsByAgent
    title: str
    outcome: Outcome | None = None


def whatif(repo: Repository, asked: Asked, tell: Tell) -> WhatIf:
    """The comparison; ``tell`` follows each solve.

    Raises Unusable (no such draft, or a change that makes no sense), Refused (there is no rota), NoAnswer (time ran out).
    """
    rules = rules_of(repo, facts_of(repo, asked.group, asked.month).period)
    there = _there(repo, asked)
    facts = facts_of(repo, asked.group, asked.month, draft=there[0] if there else None)
    # What makes no sense is said before anything is planned.
    other = applied(repo, facts, rules, asked.change)
    base = _planned(facts, rules, asked, tell) if there is None else _Base(facts, there[0].cells, there[1])
    sides = [_side(AS_IT_IS, base.facts, base.cells, rules, base.outcome)]
    if asked.change.calls is not None or other.absent or asked.change.closed or asked.change.cap is not None:
        before = without(other, other.agents)
        cells = as_it_stands(base.facts, base.cells, before)
        sides.append(_side(AS_IT_STANDS, before, cells, other.rules, None))
    if not _moves_no_shift(asked.change, other.rules):
        anew = _anew(other, base, asked, tell)
        # The rota as it stands is a plan too, unless somebody new has no cells in it.
        kept = not other.agents and better(sides[-1].verdicts, anew.verdicts)
        sides.append(replace(sides[-1], title=ANEW, kept=True) if kept else anew)
    return WhatIf(
        month=asked.month,
        said=other.said,
        base=base.title,
        sides=tuple(sides),
        free=tuple(_free(base.facts, rules, other)) if asked.change.cap is not None else (),
    )


def _there(repo: Repository, asked: Asked) -> tuple[RotaFile, str] | None:
    """The rota to start from, and what it is; None where there is none yet."""
    published = asked.month in repo.rotas(asked.group)
    if asked.draft is None and not published and latest_draft(repo, asked.group, asked.month) is None:
        return None
    chosen = choose(repo, asked.group, asked.month, asked.draft)
    return chosen.file, str(chosen)


def _planned(facts: Facts, rules: RuleSet, asked: Asked, tell: Tell) -> _Base:
    task = task_of(facts, rules, asked.limits, start=None, keep=None)
    outcome, _ = solved(task, rules, tell)
    return _Base(facts, outcome.cells, "a plan made just now, as there is no draft yet", outcome)


def _anew(other: Applied, base: _Base, asked: Asked, tell: Tell) -> Side:
    """The month planned under the change, the search beginning from the plan as it is."""
    start = None if asked.limits.reproducible else base.cells
    outcome, _ = solved(
        task_of(other.facts, other.rules, asked.limits, start=start, keep=None), other.rules, tell
    )
    return _side(ANEW, other.facts, outcome.cells, other.rules, outcome)


def better(one: Sequence[Verdict], other: Sequence[Verdict]) -> bool:
    """Whether ``one`` is better than ``other``, judged by the same rules: musts first, then aim by aim in the order of planning."""
    musts = [sum(v.open_amount for v in side if v.rule.level is Level.MUST) for side in (one, other)]
    if musts[0] != musts[1]:
        return musts[0] < musts[1]
    pairs = [pair for pair in zip(one, other, strict=True) if pair[0].rule.level is not Level.MUST]
    for mine, theirs in sorted(pairs, key=lambda pair: pair[0].rule.in_tier):
        rule = mine.rule
        for first, second in ((mine.strong_amount, theirs.strong_amount), (mine.amount, theirs.amount)):
            if abs(first - second) > rule.allowance + min(first, second) * rule.slack // 1000:
                return first < second
    return False


def _side(title: str, facts: Facts, cells: CellsByAgent, rules: RuleSet, outcome: Outcome | None) -> Side:
    rota = Rota(facts, cells)
    verdicts = judge(rota, [rule for rule in rules.rules if rule.plans])
    stages: Sequence[StageResult] = [stage for stage in outcome.stages if stage.counts] if outcome else ()
    return Side(
        title,
        rota,
        verdicts,
        aims=len(stages) if outcome else None,
        proven=sum(stage.proven for stage in stages),
        cut_short=bool(outcome and (outcome.interrupted or outcome.crashed)),
    )


def _moves_no_shift(change: Change, rules: RuleSet) -> bool:
    """Whether nothing but caps is other, and these count only what is settled before planning: leave and absence."""
    counted = [rule.model_dump()["counts"] for rule in rules.rules if rule.use == "absence-cap"]
    return change.of_rules_only and all({"leave", "absent"} >= set(counts) for counts in counted)


def _free(facts: Facts, before: RuleSet, other: Applied) -> Iterator[Free]:
    """For each absence cap and week, the places for leave that are free before and after."""
    for rule, capped in zip(before.rules, other.rules.rules, strict=True):
        if rule.use == "absence-cap":
            for week in facts.period.weeks:
                was = list(_places(facts, rule, week))
                now = list(_places(other.facts, capped, week))
                if was or now:
                    label = next((limit.name for day in week if (limit := rule.leave_limit(facts, day))), "")
                    yield Free(label, week[0], tuple(was), tuple(now))


def _places(facts: Facts, rule: Rule, week: Sequence[date]) -> Iterator[int]:
    """Free places on each open weekday of a week; none below zero."""
    for day in week:
        limit = rule.leave_limit(facts, day)
        if limit is not None and day.weekday() < 5:
            yield max(0, limit.most - sum(_is_away(facts, limit, agent, day) for agent in limit.agents))


def _is_away(facts: Facts, limit: LeaveLimit, agent: str, day: date) -> bool:
    cell: Cell | None = fixed.cell if (fixed := facts.fixed.get((agent, day))) else None
    return cell is not None and limit.away(cell)
