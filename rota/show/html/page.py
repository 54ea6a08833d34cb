"""The page: one HTML file with everything in it, which asks for nothing, runs no script, and reads on a phone and on paper."""

import base64
import hashlib
import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from rota.domain.audience import Audience
from rota.domain.clock import day_words
from rota.show.edition.whole import Edition, Version
from rota.show.html import cover, fairness, grid
from rota.show.html.changes import changes
from rota.show.html.key import key
from rota.show.html.numbers import Numbers, choice_of, name_of
from rota.show.html.style import styles
from rota.show.words import counted

READERS = {
    Audience.TEAM: (
        "For the team",
        "It shows nothing of anybody's leave, lieu time, absence or training: those days are off.",
    ),
    Audience.LEADER: ("Leaders only", "It shows leave and absence: do not pass it on to the team."),
    Audience.HR: ("HR only", "It shows contracts, leave and absence: pass it on to nobody else."),
}

_TIMES = re.compile(r"\b\d\d:\d\d-\d\d:\d\d\b")


def to_html(edition: Edition) -> str:
    """The page of ``edition``; the same edition gives the same bytes."""
    numbers = Numbers(edition)
    css = styles(edition, numbers)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    # The styles are our own but for the foot of a sheet, whose text is written in numbers.
    return _template().render(_shown(edition, numbers), css=Markup(css), digest=digest)  # noqa: S704


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("rota.show.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["name"] = name_of
    environment.filters["unbroken"] = _unbroken
    return environment.get_template("page.html.j2")


def _unbroken(text: str) -> Markup:
    """``text`` with each time of its own kind, ``08:30-16:30``, kept on one line."""
    # Times are digits and signs that mean nothing in markup, so that they are the same once it is escaped.
    return Markup(_TIMES.sub(r"<span>\g<0></span>", str(escape(text))))  # noqa: S704


def _shown(edition: Edition, numbers: Numbers) -> dict[str, Any]:
    """All that the templates show."""
    short = cover.shortest(edition)
    change_heads, changed = changes(edition, numbers)
    readers, note = READERS[edition.audience]
    return {
        "edition": edition,
        "numbers": numbers,
        "state": _state(edition.version),
        "readers": readers,
        "note": note,
        "sites": _sites(edition, numbers),
        "choice_of": choice_of,
        "key": key(edition),
        "columns": grid.columns(edition),
        "heads": grid.heads(edition),
        "groups": list(grid.groups(edition, numbers)),
        "short": short[: cover.MOST],
        "more_short": len(short) - cover.MOST,
        "glance": _glance(edition),
        "services": cover.services(edition, numbers),
        "shares": list(fairness.shares(edition, numbers)),
        "since": grid.stretches([fairness.first(edition)]),
        "until": grid.stretches([edition.days[-1].date]),
        "saturdays": list(fairness.on_saturdays(edition)),
        "hour_heads": fairness.hour_heads(edition),
        "hours": list(fairness.hours(edition, numbers)),
        "change_heads": change_heads,
        "changes": changed,
    }


def _state(version: Version) -> str:
    """What became of it: ``published on Wed 20 May 2026``, and with later changes ``as of`` the day of the last one."""
    day = f"{day_words(version.on)} {version.on.year}" if version.on else ""
    on = f" on {day}" if day else ""
    if version.state == "published":
        return f"as of {day}" if version.since and day else f"published{on}"
    return f"told to staff{on}, not published" if version.state == "told" else "not published"


def _sites(edition: Edition, numbers: Numbers) -> list[tuple[int, str]]:
    """The sites that have teams, to choose among where there are several."""
    names = {team.site: team.site_name for team in edition.teams}
    return [(numbers.sites[site], name) for site, name in names.items()]


def _glance(edition: Edition) -> list[tuple[str, str, str]]:
    """What a team leader looks for first, each with where it is told, and whether it needs a look: ``lacking``."""
    people = counted(len(edition.names), "person", "people")
    covered = cover.cover_words(edition.strips)
    lacking = "" if covered.startswith("Covered") else "lacking"
    told = [(f"{people} in {counted(len(edition.teams), 'team')}", "rota", "")]
    told += [(covered, "cover", lacking)] if edition.strips else []
    for strip in edition.strips:
        if strip.calls and strip.calls.level is not None:
            said = f"{strip.service.name}: {cover.level_words(strip.calls)}"
            told.append((said, "cover", "" if strip.calls.met else "lacking"))
    if edition.version.since:
        squares = (square for member in edition.members for square in member.squares.values())
        cells = counted(sum(square.changed for square in squares), "cell")
        told.append((f"{cells} changed since {edition.version.since}", "changes", ""))
    return told
