"""Hand counted breaks, and counted work set aside, out to named agents: deterministic, and fair over the month.

Whoever has had late breaks so far goes early, and whoever has been set aside least is next; but one who has begun with a piece of
work goes on with it, and what was so in the rota that planning began from stays where it can.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rota.domain.breaks import broken
from rota.domain.cell import BREAK, Cell, Part
from rota.domain.interval import INTERVAL
from rota.model.matching import matched
from rota.model.placing import spread
from rota.model.present import Kind, Member
from rota.model.troughs import Place


@dataclass
class Turns:
    """Who has had what of the month so far: minutes by which breaks were later than others', and half hours set aside."""

    late: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)


def hand_out(
    come: Mapping[str, Member],
    cells: Mapping[str, Cell],
    breaks: Mapping[Kind, Mapping[int, int]],
    aside: Mapping[Place, int],
    before: Mapping[str, Cell],
    turns: Turns,
) -> dict[str, Cell]:
    """The ``cells`` of those who ``come`` to one service on one day, with their breaks and what they do in troughs.

    ``breaks`` are the counts by kind and start, kinds left out being spread evenly; ``aside`` the heads by work and half hour;
    ``before`` are cells of the same day in the rota that planning began from.
    """
    parts_before = {agent: cell.parts for agent, cell in before.items()}
    starts = _break_starts(come, breaks, parts_before, turns)
    works = _works(come, starts, aside, parts_before, turns)
    made: dict[str, Cell] = {}
    for agent, member in come.items():
        parts = tuple(_pieces(works.get(agent, {}), member))
        cell = replace(cells[agent], parts=tuple(sorted((*cells[agent].parts, *parts))))
        made[agent] = broken(cell, member.pattern, starts[agent]) if agent in starts else cell
    return made


def _break_starts(
    come: Mapping[str, Member],
    breaks: Mapping[Kind, Mapping[int, int]],
    before: Mapping[str, tuple[Part, ...]],
    turns: Turns,
) -> dict[str, int]:
    """When each break begins."""
    alike: dict[Kind, list[str]] = defaultdict(list)
    for agent, member in come.items():
        if member.pattern.break_starts:
            alike[member.kind].append(agent)
    found: dict[str, int] = {}
    for kind, agents in alike.items():
        had = {agent: part.start for agent in agents for part in before.get(agent, ()) if part.what == BREAK}
        found |= _starts_of(kind, agents, breaks.get(kind), had, turns)
    mean = sum(found.values()) // max(1, len(found))
    turns.late.update({agent: start - mean for agent, start in found.items()})
    return found


def _starts_of(
    kind: Kind, agents: Sequence[str], counts: Mapping[int, int] | None, had: Mapping[str, int], turns: Turns
) -> dict[str, int]:
    """When the breaks of one kind begin, so many at each of its starts, or evenly spread where nothing counts them."""
    left = dict.fromkeys(kind.starts, len(agents)) if counts is None else dict(counts)
    found: dict[str, int] = {}
    for agent in agents:
        if left.get(had.get(agent, -1), 0):
            found[agent] = had[agent]
            left[had[agent]] -= 1
    others = sorted((agent for agent in agents if agent not in found), key=lambda agent: -turns.late[agent])
    starts = spread(len(others), kind.starts) if counts is None else sorted(Counter(left).elements())
    return found | dict(zip(others, starts, strict=True))


def _works(
    come: Mapping[str, Member],
    starts: Mapping[str, int],
    aside: Mapping[Place, int],
    before: Mapping[str, tuple[Part, ...]],
    turns: Turns,
) -> dict[str, dict[int, str]]:
    """What each of those set aside works on, half hour by half hour."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for minute in sorted({place.minute for place, heads in aside.items() if heads}):
        wanted = [
            work for work, at in sorted(aside) if at == minute for _ in range(aside[Place(work, minute)])
        ]
        there = {
            agent: member.able
            for agent, member in come.items()
            if member.covers(minute) and not _pausing(member, starts.get(agent), minute)
        }

        def keen(agent: str, work: str, minute: int = minute) -> tuple[bool, bool, bool, int]:
            had = found[agent]
            stays = any(
                part.start <= minute < part.end and part.what == work for part in before.get(agent, ())
            )
            return not stays, had.get(minute - INTERVAL) != work, work not in had.values(), turns.aside[agent]

        for agent, work in matched(wanted, there, keen).items():
            found[agent][minute] = work
            turns.aside[agent] += 1
    return found


def _pausing(member: Member, start: int | None, minute: int) -> bool:
    return start is not None and start <= minute < start + member.pattern.break_length


def _pieces(works: Mapping[int, str], member: Member) -> Iterator[Part]:
    """The half hours of ``works`` as parts; those that adjoin and are of the same work are one."""
    last: Part | None = None
    for minute, work in sorted(works.items()):
        end = min(minute + INTERVAL, member.pattern.end)
        if last is not None and (last.end, last.what) == (minute, work):
            last = replace(last, end=end)
            continue
        if last is not None:
            yield last
        last = Part(minute, end, work)
    if last is not None:
        yield last
