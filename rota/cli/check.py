"""``rota check``: every finding of every rule on a draft or rota, however it was made."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from rota.cli import out
from rota.cli.exits import Exits
from rota.cli.params import HERE, AnyMonth, Draft, Group, Repo

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.check import Checked

EPILOG = "Examples: rota check · rota check 2026-12 --draft 2 · rota check --file mine.toml --format json"


class Format(StrEnum):
    """How findings are written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"


class FailOn(StrEnum):
    """The lowest level of findings that makes the check fail."""

    MUST = "must"
    SHOULD = "should"


def check(
    month: AnyMonth = None,
    group: Group = None,
    draft: Draft = None,
    file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="A rota file anywhere, also one made by hand.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How findings are written.")] = Format.FULL,
    fail_on: Annotated[
        FailOn, typer.Option(help="The lowest level that makes the check fail.")
    ] = FailOn.MUST,
    repo: Repo = HERE,
) -> None:
    """Judge a rota by every rule: the published one, or else the newest draft.

    Without MONTH: every published rota and the newest draft of each month. Findings of must rules
    exit with 1, also those that nobody could have avoided; should findings are listed and fail
    only under --fail-on should; what cannot be known for want of history is a warning.
    JSON is a list with one document (rota-check/1) for each rota.
    """
    if month is None and (group or draft):
        raise typer.BadParameter("--group and --draft need a MONTH: rota check 2026-12 --draft 2")
    if file is not None and month is not None:
        raise typer.BadParameter("give either MONTH or --file; the file says which month it is of")
    checked = _checked(repo, Wanted(month, group, draft, file), format)
    _report(checked, format, fail_on)
    if any(_fails(entry, fail_on) for entry in checked):
        raise typer.Exit(Exits.FINDINGS)


class Wanted(NamedTuple):
    """Which rota to check; all of them where nothing is given."""

    month: str | None
    group: str | None
    draft: int | None
    file: Path | None


def _checked(repo: Path, wanted: Wanted, format: Format) -> "tuple[Checked, ...]":
    from rota.files.errors import BadInput
    from rota.files.repository import Repository

    try:
        return tuple(_look(Repository.open(repo), wanted))
    except BadInput as error:
        if format is not Format.JSON:
            raise
        from rota.show.findings import as_json

        out.result(f"[{as_json(error.findings).rstrip()}]")
        raise typer.Exit(Exits.USAGE) from None


def _look(repo: "Repository", wanted: Wanted) -> "Iterable[Checked]":
    from rota.work import check as work

    if wanted.file is not None:
        return [work.check_file(repo, wanted.file)]
    if wanted.month is not None:
        return [work.check_month(repo, wanted.month, wanted.group, wanted.draft)]
    return work.check_all(repo)


def _fails(checked: "Checked", fail_on: FailOn) -> bool:
    from rota.checking import fails
    from rota.rules import Level

    return fails(checked.judged.findings, Level(fail_on.value))


def _report(checked: "tuple[Checked, ...]", format: Format, fail_on: FailOn) -> None:
    """Findings to stdout; what was judged, and its verdict, to stderr where the format does not say it."""
    from rota.rules import Level
    from rota.show.findings import closing

    if format is Format.JSON:
        out.result(_json(checked, fail_on))
    for entry in checked:
        if format is Format.FULL:
            out.result(_full(entry, fail_on))
            continue
        if format is Format.CONCISE:
            out.result(_concise(entry))
        out.note(f"{entry.title}: {closing(entry.judged.findings, Level(fail_on.value))}")
    if not checked:
        out.note("The files are in order. There is no rota and no draft yet; make one: rota plan MONTH")


def _full(entry: "Checked", fail_on: FailOn) -> str:
    from rota.rules import Level
    from rota.show.findings import full
    from rota.show.safe import safe

    text = full(
        entry.judged.findings,
        names=entry.names,
        fail_on=Level(fail_on.value),
        width=out.width(),
        color=out.colour(),
    )
    return f"{safe(entry.heading)}\n\n{text}"


def _concise(entry: "Checked") -> str:
    from rota.show.findings import concise

    return concise(entry.judged.findings)


def _json(checked: "tuple[Checked, ...]", fail_on: FailOn) -> str:
    """A list of documents, one for each rota, in the order in which they were judged."""
    from rota.rules import Level
    from rota.show.findings import as_json

    documents = [
        as_json(
            entry.judged.findings,
            fail_on=Level(fail_on.value),
            group=entry.judged.rota.facts.group,
            month=entry.judged.rota.facts.period.month,
        ).rstrip("\n")
        for entry in checked
    ]
    return f"[{', '.join(documents)}]"
