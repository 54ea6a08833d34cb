"""The calendars of agents, from all that the record says of their cells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from rota.domain.clock import instant
from rota.domain.period import ONE_DAY, Period
from rota.files.repository import Repository
from rota.show.ics import Entry, Feed, State
from rota.show.safe import safe
from rota.work.calendars.naming import key_of, uid
from rota.work.calendars.pieces import Piece, Pieces
from rota.work.calendars.story import story
from rota.work.calendars.touched import Touched
from rota.work.calendars.versions import Known, known, known_months
from rota.work.errors import Unusable

_NAMELESS: Mapping[str, str] = {}


def feeds(
    repo: Repository, months: Sequence[str], only: str | None = None, names: Mapping[str, str] = _NAMELESS
) -> tuple[Feed, ...]:
    """The calendars of everybody who has a shift in ``months``, or had one there that is cancelled, by id.

    With ``only`` the one of that agent, which may be empty. Each bears the name of its owner, if ``names`` has it.
    """
    entries: dict[str, list[Entry]] = defaultdict(list)
    maker = _Maker(repo)
    for month, group in known_months(repo):
        if month in months:
            for agent, found in maker.month(known(repo, group, month), only):
                entries[agent].extend(found)
    if only is not None:
        return (_feed(repo, only, entries[only], names),)
    return tuple(_feed(repo, agent, entries[agent], names) for agent in sorted(entries) if entries[agent])


def chosen_months(repo: Repository, month: str | None, since: str | None) -> tuple[str, ...]:
    """The months that staff know: ``month`` alone, those from ``since`` on, or all; Unusable if there is none."""
    if repo.staff_copy is not None:
        raise Unusable(
            "this is a staff copy, which does not hold what calendars know a shift by when it changes; "
            "ask your team leader for the address of yours"
        )
    there = tuple(dict.fromkeys(found for found, _ in known_months(repo)))
    if month is not None and month not in there:
        listed = f"staff know {', '.join(there)}" if there else "staff know no month yet"
        raise Unusable(f"{month} is neither published nor told, and stands in no calendar; {listed}")
    chosen = (month,) if month is not None else tuple(found for found in there if found >= (since or ""))
    if not chosen:
        when = f" from {since} on" if since else ""
        raise Unusable(f"no month{when} is published or told yet: rota tell MONTH, or rota publish MONTH")
    return chosen


def title_of(repo: Repository, agent: str) -> str:
    """Whose calendar it is, by centre and id: it stays so whatever the agent is called."""
    return f"{safe(repo.centre.name)}: shifts of {agent}"


def _feed(repo: Repository, agent: str, entries: Iterable[Entry], names: Mapping[str, str]) -> Feed:
    name = safe(names.get(agent, ""))
    return Feed(
        agent,
        title_of(repo, agent),
        tuple(sorted(entries, key=lambda entry: (entry.start.isoformat(), entry.uid))),
        f"Shifts of {name}" if name else "",
    )


class _Maker:
    """Makes entries, a month of a group at a time."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo
        self._touched = Touched(repo)
        self._pieces = Pieces(repo.centre, repo.people)

    def month(self, known: Known, only: str | None) -> Iterator[tuple[str, Iterator[Entry]]]:
        """The entries of each agent, or of one."""
        key = key_of(self._repo, known.group, known.month)
        days = Period.of_month(known.month).days
        for agent in known.agents if only is None else (only,):
            yield agent, (entry for day in days for entry in self._day(known, key, agent, day))

    def _day(self, known: Known, key: bytes, agent: str, day: date) -> Iterator[Entry]:
        """The entries of a cell: what it is, and as cancelled what it was and is not any more."""
        told = story(known, self._touched, agent, day)
        if told is None:
            return
        pieces, past = self._pieces.of(told.now), [self._pieces.of(cell) for cell in told.was]
        sure = State.CONFIRMED if known.published else State.TENTATIVE
        for number in range(max(map(len, (pieces, *past)))):
            stands = number < len(pieces)
            piece = pieces[number] if stands else _last(past, number)
            start, end = self._times(piece, day)
            yield Entry(
                uid(key, agent, day, number),
                start,
                end,
                piece.summary,
                told.changed,
                told.revision,
                sure if stands else State.CANCELLED,
                piece.notes,
                piece.place,
            )

    def _times(self, piece: Piece, day: date) -> tuple[datetime | date, datetime | date]:
        if piece.span is None:
            return day, day + ONE_DAY
        start, end = piece.span
        zone = self._repo.centre.zone
        return instant(day, start, zone), instant(day, end, zone)


def _last(past: Sequence[tuple[Piece, ...]], number: int) -> Piece:
    """The piece of that number as it last stood."""
    return next(pieces[number] for pieces in reversed(past) if number < len(pieces))
