"""Arguments and options that several commands share, so that each means the same everywhere."""

import inspect
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rota.cli.copyguard import may_run


def parse_day(text: str) -> date:
    """A day written as 2026-12-01."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f'"{text}" is not a day; write it as 2026-12-01')


def parse_month(text: str) -> str:
    """A month written as 2026-12."""
    if re.fullmatch(r"(19|2\d)\d{2}-(0[1-9]|1[0-2])", text):
        return text
    raise typer.BadParameter(f'"{text}" is not a month; write it as 2026-12')


def unwrapped(function: Callable[..., object]) -> str:
    """The docstring of a command as its help: each paragraph on one line, for the terminal to wrap."""
    paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


Repo = Annotated[
    Path,
    typer.Option(
        "--repo",
        metavar="DIR",
        help="The rota repository, or a folder in it.",
        show_default=False,
        callback=may_run,
    ),
]
Month = Annotated[
    str,
    typer.Argument(metavar="MONTH", parser=parse_month, help="A month, such as 2026-12.", show_default=False),
]
AnyMonth = Annotated[
    str | None,
    typer.Argument(metavar="MONTH", parser=parse_month, help="A month, such as 2026-12.", show_default=False),
]
MonthOption = Annotated[
    str | None, typer.Option("--month", metavar="MONTH", parser=parse_month, help="A month, such as 2026-12.")
]
Group = Annotated[
    str | None,
    typer.Option("--group", metavar="GROUP", help="The rota group; needed only where there are several."),
]
Draft = Annotated[
    int | None,
    typer.Option("--draft", metavar="N", min=1, help="A draft by its number; default: the newest."),
]
As = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="ID", help="Who you are; default: ROTA_AS, or your login or git e-mail in names.toml."
    ),
]


class Means(StrEnum):
    """How an agent told the leader who enters something for them; the same as in the domain, which is slow to load."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    PAPER = "paper"
    FILE = "file"


class Half(StrEnum):
    """Which half of a day leave takes; the same as in the domain."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


By = Annotated[
    Means | None,
    typer.Option("--means", help="How the agent told you; for a leader who enters something for them."),
]
MatterId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The id of the matter, or so much of its beginning that it is the only one."
    ),
]
Agent = Annotated[str, typer.Argument(metavar="AGENT", help="An agent's id, or me.", show_default=False)]
Day = Annotated[
    date,
    typer.Argument(metavar="DATE", parser=parse_day, help="A day, such as 2026-12-01.", show_default=False),
]
HERE = Path()
