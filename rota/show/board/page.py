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
from rota.show.edition.key import Day
from rota.show.edition.people import Member
from rota.show.edition.whole import Edition
from rota.show.palette import KINDS, PALETTE, Tone
from rota.show.words import times, weekday

AIRY = 14
"""Teams of up to so many have higher rows: their sheet has the room."""


@dataclass(frozen=True)
class Box:
    """One cell of the board: its letters with their sign, and the classes that colour it; an empty one has neither."""

    letters: str
    look: str


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
    now, styles = printed(edition, last), _styles()
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
        airy=AIRY,
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
    on = f", {day_words(version.on)} {version.on.year}" if version.on else ""
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
    return Box(square.letters + ("~" if moved else ""), " ".join(filter(None, looks)))


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


@cache
def _styles() -> str:
    """The page's own styles and the colours of services and of free days."""
    own = files("rota.show.board").joinpath("templates/board.css").read_text("utf-8")
    tones = [_rule(_tone(at), tone) for at, tone in enumerate(PALETTE)]
    kinds = [_rule(f"k-{kind.value}", KINDS[kind]) for kind in (Kind.OFF, Kind.CLOSED)]
    return "\n".join([own, *tones, *kinds, ""])


def _rule(name: str, tone: Tone) -> str:
    return f".{name} {{ background: {tone.light_back}; color: {tone.light_text} }}"
