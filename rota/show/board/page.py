"""The page for the notice board: a sheet of A3 for each team, in print larger than on any screen."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from rota.domain.audience import Audience
from rota.domain.cell import Kind
from rota.domain.clock import day_words
from rota.show.board.printed import Printed, embedded, printed
from rota.show.edition.key import ELSEWHERE, LATE, WHEN, WHERE, Day
from rota.show.edition.people import Member
from rota.show.edition.whole import Edition
from rota.show.palette import KINDS, PALETTE, Tone
from rota.show.words import times, weekday

SHEET = 30
"""So many people fit a sheet of A3; above, the team's name is repeated on the next."""

SIZES = ((10, "huge"), (16, "large"), (18, "airy"), (24, "dense"))
"""Teams of up to so many have this print, from the largest on."""

ROOM, HIGHEST = 192, 28
"""How high all rows of a sheet are together, and a row at most, in mm: a small team's sheet is filled all the same."""


@dataclass(frozen=True)
class Box:
    """One cell of the board: its letters, the classes that colour it, and the sign behind its letters."""

    letters: str
    look: str
    sign: str = ""


@dataclass(frozen=True)
class Row:
    """One agent of the board, with a box for each day."""

    title: str
    boxes: tuple[Box, ...]


def to_board(edition: Edition, last: Printed | None = None) -> str:
    """The board of ``edition``, which is one for the team; cells that ``last`` had otherwise are marked.

    ValueError for an edition that holds what colleagues may not see: it would hang where everybody passes.
    """
    if edition.audience is not Audience.TEAM:
        raise ValueError("a notice board is for the team")
    now, styles = printed(edition, last), _styles(edition)
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return _template().render(
        edition=edition,
        state=_state(edition),
        teams=[(team, [_row(edition, member, now) for member in team.members]) for team in edition.teams],
        days=[(weekday(day.date)[0], day.date.day, _look_of_day(day)) for day in edition.days],
        weeks=[day_words(week[0].date) for week in edition.weeks],
        notes=[
            f"{day_words(day.date)} {note}" for day in edition.days if (note := day.holiday or day.closure)
        ],
        patterns=[(p.letter, p.name, times(p.start, p.end)) for p in edition.patterns],
        services=[(service.letter, service.name, _tone(service.tone)) for service in edition.services],
        since=now.since,
        sheet=SHEET,
        size_of=_size,
        when=WHEN,
        where=WHERE,
        late=LATE,
        elsewhere=ELSEWHERE,
        any_late=any(square.late for member in edition.members for square in member.squares.values()),
        styles=Markup(styles),  # noqa: S704 - it is ours alone
        digest=digest,
        data=Markup(embedded(now)),  # noqa: S704 - made so that nothing in it can end the block
    )


@cache
def _template() -> Template:
    loader = PackageLoader("rota.show.board")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template("board.html.j2")


def _state(edition: Edition) -> str:
    """Which version this is, in the words of a heading."""
    version = edition.version
    changed = "as of " if version.state == "published" and version.since else ""
    on = f", {changed}{day_words(version.on)} {version.on.year}" if version.on else ""
    words = {"published": "", "told": ", told to staff", "draft": ", a draft: not published"}
    return f"{version.name}{words[version.state]}{on}"


def _row(edition: Edition, member: Member, now: Printed) -> Row:
    moved = now.before.get(member.id, {})
    return Row(member.title, tuple(_box(day, member, str(day.date) in moved) for day in edition.days))


def _box(day: Day, member: Member, moved: bool) -> Box:
    square = member.squares.get(day.date)
    if square is None:
        missing = day.date in member.missing
        return Box(
            "?" if missing else "", " ".join(filter(None, [_look_of_day(day), "" if missing else "none"]))
        )
    look = _tone(square.tone) if square.cell.is_shift else f"k-{square.kind.value}"
    looks = [look, "late" if square.late else "", "moved" if moved else "", _look_of_day(day)]
    letters = square.letters.rstrip("*")
    sign = square.letters.removeprefix(letters) + ("~" if moved else "")
    return Box(letters, " ".join(filter(None, looks)), sign)


def _look_of_day(day: Day) -> str:
    return " ".join(
        filter(
            None,
            [
                "free" if day.weekend or day.holiday or day.closure else "",
                "monday" if day.date.weekday() == 0 else "",
            ],
        )
    )


def _tone(number: int | None) -> str:
    return f"t{(number or 0) % len(PALETTE)}"


def _size(rows: int) -> str:
    """The classes of a table of so many rows: how large its print is, and how high each row."""
    named = next((name for most, name in SIZES if rows <= most), "full")
    return f"{named} n{rows}" if rows <= SHEET else named


def _styles(edition: Edition) -> str:
    """The page's own styles, the same for teams of the same sizes."""
    rows = sorted({len(team.members) for team in edition.teams})
    high = {each: min(HIGHEST * 10, ROOM * 10 // each) for each in rows if 0 < each <= SHEET}
    each = (f".n{rows} tbody tr {{ height: {tenths / 10}mm }}" for rows, tenths in high.items())
    return "\n".join([_own(), "@media print {", *each, "}", ""])


@cache
def _own() -> str:
    """What is the same on each board, with the colours of services and of free days."""
    own = files("rota.show.board").joinpath("templates/board.css").read_text("utf-8")
    tones = [_rule(_tone(at), tone) for at, tone in enumerate(PALETTE)]
    kinds = [_rule(f"k-{kind.value}", KINDS[kind]) for kind in (Kind.OFF, Kind.CLOSED)]
    return "\n".join([own, *tones, *kinds])


def _rule(name: str, tone: Tone) -> str:
    return f".{name} {{ background: {tone.light_back}; color: {tone.light_text} }}"
