"""Which options of ``rota export`` say something about which format; any other is refused, not passed over."""

from collections.abc import Mapping
from enum import StrEnum

import typer


class To(StrEnum):
    """What can be exported to."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    HTML = "html"
    MARKDOWN = "markdown"
    BOARD = "board"
    ICS = "ics"
    PAYROLL = "payroll"


class For(StrEnum):
    """Who is to read it; the same as in the domain, which is slow to load."""

    TEAM = "team"
    LEADER = "leader"
    HR = "hr"


_ALWAYS = frozenset({"month", "to", "output", "repo"})
_OF_GROUP = frozenset({"group", "team", "draft", "names"})
_OF_EDITION = _OF_GROUP | {"for_"}

_OWN: Mapping[To, frozenset[str]] = {
    To.CSV: _OF_EDITION | {"raw"},
    To.JSON: _OF_EDITION,
    To.XLSX: _OF_EDITION,
    To.HTML: _OF_EDITION,
    To.MARKDOWN: _OF_EDITION,
    To.BOARD: _OF_GROUP | {"hanging"},
    To.ICS: frozenset({"agent", "everybody", "since", "names", "as_"}),
    To.PAYROLL: frozenset({"group", "employer"}),
}
_WHY = {
    To.BOARD: "a notice board is for the team",
    To.ICS: "a calendar is one agent's own",
    To.PAYROLL: "payroll is of a whole group, for HR",
}


def refuse_strangers(context: typer.Context, to: To) -> None:
    """Refuse the options given that say nothing about this format, with those that they go with."""
    for parameter in context.command.params:
        name = parameter.name or ""
        source = context.get_parameter_source(name)
        if name in _ALWAYS | _OWN[to] or source is None or source.name != "COMMANDLINE":
            continue
        given = parameter.opts[0]
        others = [f"--to {other.value}" for other, own in _OWN.items() if name in own]
        if to in _WHY:
            raise typer.BadParameter(f"{_WHY[to]}: leave out {given}")
        raise typer.BadParameter(f"{given} goes with {' or '.join(others)}")
