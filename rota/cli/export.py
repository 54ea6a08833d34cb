"""``rota export``: a month's rota for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Draft, Group, Month, Repo

EPILOG = "Examples: rota export 2026-12 --to csv --output december.csv · rota export 2026-12 --to json | jq ."


class To(StrEnum):
    """What can be exported to."""

    CSV = "csv"
    JSON = "json"


def export(
    month: Month,
    to: Annotated[To, typer.Option("--to", help="The format.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A new or existing file; default: standard output.")
    ] = None,
    group: Group = None,
    draft: Draft = None,
    names: Annotated[bool, typer.Option("--names/--ids", help="Names from names.toml, or ids alone.")] = True,
    repo: Repo = HERE,
) -> None:
    """Export a month's rota: the published one, or else the newest draft.

    It is for leaders: leave, lieu and absence stand in it as they are, and names unless --ids. Where calls are
    answered, JSON has the service level of every half hour too.
    """
    from rota.files.repository import Repository
    from rota.show.export import to_csv, to_json
    from rota.work.export import write_text
    from rota.work.show import Wanted, look_up

    shown = look_up(Repository.open(repo), Wanted(month, group, draft=draft, names=names))
    text = to_csv(shown.rota, shown.names) if to is To.CSV else to_json(shown.rota, shown.names)
    if output is None:
        out.result(text)
    else:
        write_text(output, text)
    out.note(f"This is {shown.title}{f', written to {output}' if output else ''}.")
