"""The rest of a published month planned anew: who is moved, who comes and goes, and whose consent is needed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.domain.cover import Cover, missing_heads
from rota.domain.facts import CellsByAgent
from rota.domain.levels import whole_moves
from rota.domain.moves import Move
from rota.domain.rota import Rota
from rota.show.levels import change_lines
from rota.show.moves import moves_lines, moves_words
from rota.show.paint import Line, paint
from rota.show.scorecard import TierLine, tier_lines
from rota.show.words import agent_words, counted, group_words, period_words


@dataclass(frozen=True)
class Replanned:
    """All that is shown: the rota before and after, what moves and why, and what each tier reached.

    ``given`` are cells that follow from facts, ``new`` those of people who had none, ``gone`` those of people who do
    not belong to the group any more. The moves of ``consent``, up to the day ``frozen``, need it; ``timed`` is how many
    shifts stay what they are, with a break or work set aside at another time.
    """

    start: date
    before: Rota
    after: Rota
    moves: Sequence[Move]
    given: Sequence[Move]
    new: CellsByAgent
    gone: CellsByAgent
    consent: Sequence[Move]
    frozen: date
    tiers: Sequence[TierLine]
    timed: int = 0


def replan_text(plan: Replanned, *, names: Mapping[str, str], color: bool = False) -> str:
    """What the plan changes, then what each tier reached."""
    facts = plan.after.facts
    head = f"{group_words(facts)}, {period_words(facts.period)}, from {day_words(plan.start)}: "
    lines: list[Line] = [[(head + moves_words(plan.moves), "bold")], *_changes(plan, names)]
    if plan.tiers:
        lines += [[], *tier_lines(plan.tiers)]
    return paint(lines, color=color)


def _changes(plan: Replanned, names: Mapping[str, str]) -> Iterator[Line]:
    yield from _titled("Moved", moves_lines(plan.moves, names))
    if plan.timed:
        text = f"{counted(plan.timed, 'shift')} with the break, or work set aside, at another time"
        yield from _titled("Times", [text])
    yield from _titled("New", _people(plan.new, names))
    yield from _titled("Gone", _people(plan.gone, names))
    yield from _titled("Given", moves_lines(plan.given, names))
    yield from _titled(
        "Consent",
        [f"is needed up to {day_words(plan.frozen)}:", *moves_lines(plan.consent, names)]
        if plan.consent
        else [],
    )
    yield from _titled(
        "Cover", [f"{_short(plan.before, plan.start)} as it stands, {_short(plan.after, plan.start)} then"]
    )
    left = [day for day in plan.after.days if day >= plan.start]
    yield from _titled("Calls", change_lines(whole_moves(plan.before, plan.after, left)))


def _titled(title: str, texts: Iterable[str]) -> Iterator[Line]:
    for at, text in enumerate(texts):
        yield [(f"{'' if at else title:<11}", "bold"), (text, "")]


def _people(cells: CellsByAgent, names: Mapping[str, str]) -> Iterator[str]:
    """Each agent with the days, and how many shifts they have in them."""
    for agent, days in cells.items():
        shifts = sum(cell.is_shift for cell in days.values())
        when = f"{day_words(min(days))} to {day_words(max(days))}"
        yield f"{agent_words(agent, names)} {when}: {counted(shifts, 'shift')}"


def _short(rota: Rota, start: date) -> str:
    heads = missing_heads([short for short in Cover(rota).shortfalls(posts=True) if short.day >= start])
    return f"{counted(heads, 'head half-hour')} short" if heads else "nobody short"
