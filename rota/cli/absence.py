"""``rota absence``: record that somebody is absent, when it ends, or that it never was."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Agent, As, By, Day, MatterId, Repo, parse_day

if TYPE_CHECKING:
    from rota.domain.absence import AbsenceEvent
    from rota.files.matters import Chain
    from rota.files.repository import Repository
    from rota.work.absence.record import Recorded
    from rota.work.act import Act

app = typer.Typer(help="Record absence, never with a reason: add, end, void, list.", no_args_is_help=True)


@app.command(
    "add", epilog="Examples: rota absence add a017 2026-12-14 · rota absence add me 2026-12-14 2026-12-15"
)
def add(
    agent: Agent,
    first: Annotated[date, Day.__metadata__[0]],
    last: Annotated[
        date | None,
        typer.Argument(
            metavar="UNTIL", parser=parse_day, help="The last day; leave it out while nobody knows."
        ),
    ] = None,
    as_: As = None,
    means: By = None,
    repo: Repo = HERE,
) -> None:
    """Record that somebody is absent from DATE until UNTIL, both included, or until it is ended.

    In published months working days become absent, leave among them; months that are planned later know of it.
    """
    from rota.files.repository import Repository
    from rota.work.absence.broken import broken
    from rota.work.absence.record import add as work
    from rota.work.identity import agent_id

    opened = Repository.open(repo)
    id = agent_id(opened, agent, as_)
    recorded = work(opened, id, first, last, _act(opened, id, as_, means))
    _report("is absent", recorded)
    if found := tuple(broken(opened, Repository.open(repo), recorded.cells)):
        out.note("Broken with it, which nobody asked for; mend it, or let HR know:")
        out.findings(found)
    if last is None:
        out.note(f"When the end is known: rota absence end {recorded.absence.id} UNTIL")


@app.command("end", epilog="Examples: rota absence end a017 2026-12-18 · rota absence end k3f9 2026-12-18")
def end(
    absence: Annotated[str, typer.Argument(metavar="ID|AGENT", help="The absence, or whose it is.")],
    last: Annotated[
        date,
        typer.Argument(metavar="UNTIL", parser=parse_day, help="The last day of it.", show_default=False),
    ],
    as_: As = None,
    means: By = None,
    repo: Repo = HERE,
) -> None:
    """Record the last day of an absence, earlier or later than was said; days after it are what they were."""
    from rota.work.absence.record import end as work

    opened, chain, act = _found(repo, absence, as_, means)
    _report("is absent", work(opened, chain, last, act))


@app.command("void", epilog="Example: rota absence void k3f9x2m7q1zw")
def void(absence: MatterId, as_: As = None, means: By = None, repo: Repo = HERE) -> None:
    """Take back an absence that never was; every cell is what it was before."""
    from rota.work.absence.record import void as work

    opened, chain, act = _found(repo, absence, as_, means)
    _report("is not absent", work(opened, chain, act))


@app.command("list", epilog="Example: rota absence list --open")
def list_absences(
    open_: Annotated[bool, typer.Option("--open", help="Only those whose end is not known.")] = False,
    repo: Repo = HERE,
) -> None:
    """List absences, the latest first."""
    from rota.files.repository import Repository
    from rota.show.absence import absence_list
    from rota.work.absence.listing import listed
    from rota.work.show import display_names

    opened = Repository.open(repo)
    rows = listed(opened, only_open=open_)
    out.result(absence_list(rows, names=display_names(opened)))
    if not rows:
        out.note("No absence is open." if open_ else "No absence is recorded.")


def _act(repo: "Repository", agent: str, as_: str | None, means: By) -> "Act":
    from rota.domain import matter
    from rota.work.absence.record import recorder
    from rota.work.identity import actor

    return recorder(repo, actor(repo, as_), agent, None if means is None else matter.Means(means.value))


def _found(
    repo: Path, text: str, as_: str | None, means: By
) -> "tuple[Repository, Chain[AbsenceEvent], Act]":
    """The absence that ``text`` names, and who acts in it."""
    from rota.files.repository import Repository
    from rota.work.absence.listing import named
    from rota.work.identity import ME, acting

    opened = Repository.open(repo)
    chain = named(opened, acting(opened, as_) if text == ME else text)
    return opened, chain, _act(opened, chain.events[0].agent, as_, means)


def _report(what: str, recorded: "Recorded") -> None:
    from rota.domain.clock import day_words
    from rota.show.absence import changes_text, levels_text, short_text, span_words
    from rota.show.words import length

    absence = recorded.absence
    out.result(f"{absence.agent} {what} {span_words(absence.first, absence.last)} ({absence.id}).")
    out.result(changes_text(recorded.cells))
    for owed in recorded.owed:
        out.note(
            f"{absence.agent} had {day_words(owed.lieu)} in lieu of {day_words(owed.saturday)}: "
            f"{length(owed.minutes)} are not earned now, and the ledger shows them as owed."
        )
    if recorded.planned:
        out.note(
            f"{len(recorded.planned)} days from {day_words(recorded.planned[0])} on were planned as absent and stay so; "
            f"plan them anew: rota plan {recorded.planned_month} --from {recorded.planned[0]}"
        )
    for month in recorded.drafts:
        out.note(f"The draft of {month} does not know of it yet; plan again: rota plan {month}")
    if recorded.short:
        out.note(f"Short with it:\n{short_text(recorded.short)}")
    if recorded.levels:
        out.note(f"Calls with it:\n{levels_text(recorded.levels)}")
    if recorded.short:
        out.note(f"See what can be done: rota repair {recorded.repair}")
