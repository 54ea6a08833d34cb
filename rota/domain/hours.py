"""What a cell amounts to: when it is worked, whom it serves, how many minutes it counts."""

from collections.abc import Collection
from datetime import date

from rota.domain.cell import AWAY_PARTS, BREAK, UNSERVED_PARTS, Cell, Kind
from rota.domain.centre import Closing
from rota.domain.facts import Facts

Span = tuple[int, int]


def worked(cell: Cell, facts: Facts) -> list[Span]:
    """The spans of minutes worked in ``cell``, in order: its shift without parts spent away, and parts beyond it."""
    spans: list[Span] = []
    if cell.is_shift:
        pattern = facts.patterns[cell.pattern]
        spans = [(pattern.start, pattern.end)]
    for part in cell.parts:
        if part.what in AWAY_PARTS:
            spans = [piece for whole in spans for piece in without(whole, (part.start, part.end))]
        else:
            spans = _merged([*spans, (part.start, part.end)])
    return spans


def attendance(cell: Cell | None, facts: Facts) -> Span | None:
    """From when to when ``cell`` keeps its agent at work, gaps included; None where nothing is worked."""
    spans = worked(cell, facts) if cell is not None else []
    return (spans[0][0], spans[-1][1]) if spans else None


def half_away(cell: Cell, what: Collection[str], facts: Facts) -> bool:
    """Whether parts that are one of ``what`` take at least half of a shift."""
    if not cell.is_shift or not cell.parts:
        return False
    pattern = facts.patterns[cell.pattern]
    minutes = sum(
        min(part.end, pattern.end) - max(part.start, pattern.start)
        for part in cell.parts
        if part.what in what and part.start < pattern.end and pattern.start < part.end
    )
    return 2 * minutes >= pattern.end - pattern.start


def serving(cell: Cell, minute: int, facts: Facts) -> str | None:
    """The service that ``cell`` serves at ``minute``; None while nobody is served."""
    for part in cell.parts:
        if part.start <= minute < part.end:
            return None if part.what in AWAY_PARTS | UNSERVED_PARTS else part.what
    if not cell.is_shift:
        return None
    pattern = facts.patterns[cell.pattern]
    return cell.service if pattern.start <= minute < pattern.end else None


def paid_at_work(cell: Cell, facts: Facts) -> int:
    """Paid minutes at work: the pattern's unpaid break comes off once, whether or not it has a time of its own.

    Of a shift that is partly spent away it comes off only as far as a break is still taken.
    """
    minutes = sum(end - start for start, end in worked(cell, facts))
    if not cell.is_shift:
        return minutes
    unpaid = facts.patterns[cell.pattern].unpaid_break
    if any(part.what in AWAY_PARTS for part in cell.parts):
        unpaid = min(unpaid, sum(part.end - part.start for part in cell.parts if part.what == BREAK))
    return minutes - unpaid


def day_length(agent: str, day: date, facts: Facts) -> int:
    """Minutes that an ordinary working day of ``agent`` counts: weekly hours over weekly days.

    Without fixed days a week, over the weekdays that may be worked.
    """
    standing = facts.standing(agent, day)
    if standing is None:
        return 0
    return standing.contract.hours // (standing.contract.days or len(standing.weekdays))


def credited(cell: Cell, agent: str, day: date, facts: Facts) -> int:
    """Minutes that ``cell`` counts towards contract hours: work, leave, lieu, training and credited closures."""
    if cell.is_shift:
        away = sum(part.end - part.start for part in cell.parts if part.what in AWAY_PARTS)
        return paid_at_work(cell, facts) + away
    if cell.kind is Kind.OFF:
        return paid_at_work(cell, facts)
    if cell.kind is Kind.CLOSED:
        unpaid = facts.closing(agent, day) in (None, Closing.UNPAID)
        return 0 if unpaid else closed_length(agent, day, facts)
    return day_length(agent, day, facts)


def closed_length(agent: str, day: date, facts: Facts) -> int:
    """Minutes that a closed day stands for: weekly hours over the weekdays that may be worked.

    Who works only some of these has a share in each, or a week closed whole would count too much.
    """
    standing = facts.standing(agent, day)
    return 0 if standing is None else standing.contract.hours // len(standing.weekdays)


def lieu_minutes(cell: Cell, agent: str, day: date, facts: Facts) -> int:
    """What ``cell`` adds to the lieu ledger: a Saturday turn earns its minutes, a lieu day takes a day's."""
    if cell.kind is Kind.LIEU:
        return -day_length(agent, day, facts)
    taken = sum(part.end - part.start for part in cell.parts if part.what == "lieu")
    standing = facts.standing(agent, day)
    earned = paid_at_work(cell, facts) if standing is not None and standing.saturday_turn else 0
    return earned - taken


def leave_minutes(cell: Cell, agent: str, day: date, facts: Facts) -> int:
    """Minutes that ``cell`` takes of the agent's leave: leave itself, and closed days that the employer takes from it."""
    if cell.kind is Kind.CLOSED and facts.closing(agent, day) is Closing.FROM_LEAVE:
        return closed_length(agent, day, facts)
    if cell.kind is Kind.LEAVE:
        return day_length(agent, day, facts)
    return sum(part.end - part.start for part in cell.parts if part.what == "leave")


def without(whole: Span, hole: Span) -> list[Span]:
    """What is left of ``whole`` outside ``hole``, in order."""
    pieces = [(whole[0], min(whole[1], hole[0])), (max(whole[0], hole[1]), whole[1])]
    return [(start, end) for start, end in pieces if start < end]


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
