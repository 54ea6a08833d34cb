"""A swap, cover or edit with all its consequences, as the decision card shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rota.domain.changes import BY_CONSENT, OPEN, ChangeMatter
from rota.domain.facts import Facts
from rota.domain.hours import worked
from rota.domain.matter import CellChange
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.show.decisionparts import Card, CellLine, OwedLine, PersonLine, RuleLine
from rota.work.clock import today
from rota.work.effects import AgentEffect, Effects, effects_of
from rota.work.rights import approvers, who_may
from rota.work.swap.consequences import cover_moved, saturdays_due, wishes_moved
from rota.work.swap.months import Months
from rota.work.swap.owed import Owed, owed
from rota.work.swap.policy import Ruled, ruled
from rota.work.swap.sentences import about, event_words, next_steps, remarks, state_words


@dataclass(frozen=True)
class Decision:
    """A change with its consequences: what it does to the rota as it stands now, and what the policy says to it."""

    matter: ChangeMatter
    cells: tuple[CellChange, ...]
    effects: Effects
    ruled: tuple[Ruled, ...]
    owed: tuple[Owed, ...]


def decision_of(
    repo: Repository, matter: ChangeMatter, cells: Sequence[CellChange] | None = None
) -> Decision:
    """What ``matter`` does to the published rotas as they stand now, by its proposed cells unless others are given."""
    moved = tuple(matter.proposed if cells is None else cells)
    bargain = matter.kind in BY_CONSENT
    effects = effects_of(repo, moved, by_consent=bargain)
    left = owed(repo, moved, [before for before, _ in effects.rotas]) if bargain else ()
    rules = ruled(repo.centre.swaps, effects, lieu_owed=bool(left), ordered=not bargain)
    return Decision(matter, moved, effects, rules, left)


def settled_card(repo: Repository, matter: ChangeMatter) -> Card:
    """The card of a change that is settled: what it was about and how it came to stand, without its consequences."""
    months = Months(repo)
    return _card(repo, matter, matter.cells, [months.of(cell.agent, cell.day).facts for cell in matter.cells])


def decision_card(repo: Repository, decision: Decision) -> Card:
    """The card that shows ``decision``."""
    matter, effects, cells = decision.matter, decision.effects, decision.cells
    state = matter.state(today(repo.centre))
    parties = [(change.agent, change.day) for change in cells]
    may = approvers(repo, parties, matter.beside) if state in OPEN else ()
    return replace(
        _card(repo, matter, cells, [before.facts for before, _ in effects.rotas]),
        judged=True,
        rules=tuple(_rule(one) for one in decision.ruled),
        unchanged=len(effects.rules) - len(decision.ruled),
        people=tuple(_person(agent, effects.rotas) for agent in effects.agents),
        wishes=tuple(wish for rota, _ in effects.rotas for wish in wishes_moved(cells, rota)),
        cover=tuple(line for pair in effects.rotas for line in cover_moved(cells, *pair)),
        levels=effects.levels,
        owed=tuple(OwedLine(one.agent, one.saturday, one.minutes, one.by) for one in decision.owed),
        approvers=may,
        lacking=who_may(repo, parties, "", matter.beside) if state in OPEN and not may else "",
        expires=matter.events[0].expires if state in OPEN else None,
        next=tuple(next_steps(matter, state, decision.ruled, may)),
    )


def _card(
    repo: Repository, matter: ChangeMatter, cells: Sequence[CellChange], facts: Sequence[Facts]
) -> Card:
    """What a card says of any change, settled or not."""
    state = matter.state(today(repo.centre))
    return Card(
        id=matter.id,
        kind=matter.kind.value,
        standing=state.value,
        state=state_words(repo, matter, state),
        about=about(matter, cells),
        remarks=tuple(remarks(repo, matter, cells, facts)),
        events=tuple(event_words(repo, event) for event in matter.events),
        cells=tuple(_cell(change, facts) for change in cells),
    )


def _cell(change: CellChange, facts: Sequence[Facts]) -> CellLine:
    known = next(each for each in facts if change.day in each.period)
    old, new = (tuple(worked(cell, known)) for cell in (change.old, change.new))
    return CellLine(change.agent, change.day, change.before, change.after, old, new)


def _rule(one: Ruled) -> RuleLine:
    rule, effect = one.effect.rule, one.effect
    return RuleLine(
        rule.name,
        rule.code,
        rule.level.value,
        rule.counts_in,
        effect.before,
        effect.after,
        one.ruling,
        effect.came,
        effect.went,
        rule.counts_by,
    )


def _person(agent: AgentEffect, rotas: Sequence[tuple[Rota, Rota]]) -> PersonLine:
    due = saturdays_due(agent, rotas) if agent.saturdays[0] != agent.saturdays[1] else None
    return PersonLine(agent.agent, agent.credited, agent.lieu, agent.leave, agent.saturdays, due, agent.rest)
