"""The styles of a page: its own, the colours of services and kinds of cells, the filter, and what the foot of a sheet says."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from rota.show.edition.whole import Edition
from rota.show.html.numbers import Numbers
from rota.show.palette import KINDS, PALETTE, SHORT

DARK = "@media screen and (prefers-color-scheme:dark)"
"""Never on paper."""


def styles(edition: Edition, numbers: Numbers) -> str:
    """All styles of the page in one line, the same for the same people, teams and version.

    The HTML checker works out another digest than browsers do where styles have line breaks.
    """
    return "".join([_own(), *_colours(), *numbers.filters(), _foot(edition)])


@cache
def _own() -> str:
    text = files("rota.show.html").joinpath("templates/page.css").read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", " ", bare).strip()


def _colours() -> Iterator[str]:
    """Each tone by the class of its cells; those of off stay as the page is."""
    tones = {f"c{at}": tone for at, tone in enumerate(PALETTE)}
    kinds = {kind.value: tone for kind, tone in KINDS.items() if kind.value != "off"}
    named = {**tones, **kinds, "lacking": SHORT}
    light = (_rule(name, tone.light_back, tone.light_text) for name, tone in named.items())
    dark = (_rule(name, tone.dark_back, tone.dark_text) for name, tone in named.items())
    yield "".join(light)
    yield f"{DARK}{{{''.join(dark)}}}"


def _rule(name: str, back: str, text: str) -> str:
    return f".{name}{{--back:{back};--text:{text}}}"


def _foot(edition: Edition) -> str:
    """The foot of every sheet: what this is, and the page's number."""
    version = edition.version
    title = f"{version.title}, {version.name}" if version.state == "published" else version.title
    told = f"{edition.group_name}, {edition.period} · {title} · {version.mark}"
    left = f"@bottom-left{{content:{css_text(told)}}}"
    right = '@bottom-right{content:"Page " counter(page) " of " counter(pages)}'
    return f"@page{{{left}{right}}}"


def css_text(text: str) -> str:
    """``text`` as a string of CSS; everything but letters and digits is written as its number, so that nothing ends it."""
    plain = (letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} " for letter in text)
    return f'"{"".join(plain)}"'
