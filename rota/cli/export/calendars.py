"""``rota export --to ics``: an agent's shifts as a calendar, or everybody's in a folder to be served."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rota.cli import out

if TYPE_CHECKING:
    from rota.show.ics import Feed

SERVED = (
    "Serve it over https, do not let it be listed, and tell each agent the address of their own file alone, to "
    "subscribe to: whoever knows an address sees the shifts in it."
)
AGAIN = "Importing a file again doubles shifts in some calendar programs; subscribing to one that is served does not."


@dataclass(frozen=True)
class Asked:
    """Whose calendar, of which months: of one ``month``, of those ``since`` another, or of all that staff know."""

    repo: Path
    month: str | None
    since: str | None
    agent: str | None
    everybody: bool
    stated: str | None = None
    names: bool = True


def export(asked: Asked, output: Path | None) -> None:
    """Write one calendar to standard output or a file, or everybody's to a folder."""
    _fits(asked, output)
    from rota.files.repository import Repository
    from rota.work.calendars.feeds import chosen_months, feeds
    from rota.work.identity import agent_id
    from rota.work.show import display_names

    repo = Repository.open(asked.repo)
    names = display_names(repo) if asked.names else {}
    months = chosen_months(repo, asked.month, asked.since)
    if asked.agent is not None:
        (feed,) = feeds(repo, months, agent_id(repo, asked.agent, asked.stated), names)
        _one(feed, months, output)
    elif output is not None:
        from rota.show.addresses import addresses_text
        from rota.show.words import counted
        from rota.work.calendars.folder import serve

        done = serve(repo, output, feeds(repo, months, names=names))
        count = len(done.calendars)
        same = count - len(done.written)
        counts = f"{len(done.written)} written, {same} as they were, {len(done.removed)} taken away"
        out.result(addresses_text(done.calendars, names))
        out.note(f"{output} holds {counted(count, 'calendar')} of {_span(months)}: {counts}.")
        out.note(SERVED)
        out.note(AGAIN)


def _one(feed: "Feed", months: Sequence[str], output: Path | None) -> None:
    from rota.show.ics import State, to_ics
    from rota.show.words import counted
    from rota.work.exporting.writing import write_bytes

    if output is None:
        # Its lines end as the format says, whatever the system's own end of line is.
        sys.stdout.flush()
        sys.stdout.buffer.write(to_ics(feed))
    else:
        write_bytes(output, to_ics(feed))
    cancelled = sum(entry.state is State.CANCELLED for entry in feed.entries)
    there = counted(len(feed.entries) - cancelled, "shift")
    written = f", written to {output}" if output else ""
    out.note(
        f"This is the calendar of {feed.agent}, {_span(months)}: {there}, {cancelled} cancelled{written}."
    )
    out.note(f"{AGAIN} To serve everybody's: rota export --to ics --all --output DIR")


def _fits(asked: Asked, output: Path | None) -> None:
    """Refuse what contradicts itself."""
    if asked.everybody == (asked.agent is not None):
        raise typer.BadParameter("say whose calendar: --agent ID, --agent me, or --all")
    if asked.everybody and output is None:
        raise typer.BadParameter("name the folder for everybody's calendars: --output DIR")
    if asked.everybody and asked.stated is not None:
        raise typer.BadParameter("--as says who me is: it goes with --agent me")
    if asked.month is not None and asked.since is not None:
        raise typer.BadParameter("give MONTH for one month, or --from MONTH for all from then on")


def _span(months: Sequence[str]) -> str:
    return months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
