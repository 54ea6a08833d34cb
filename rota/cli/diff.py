"""``rota diff``: what differs between two rotas of one month, for people and for cover."""

from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Group, Repo

EPILOG = "Examples: rota diff 2026-12@base 2026-12 · rota diff 2026-12#1 2026-12#2 · rota diff 2026-12@told 2026-12"
FORMS = "2026-12 (now), 2026-12@base (as published), 2026-12#2 (draft 2), 2026-12@told (draft told last)."


def diff(
    first: Annotated[str, typer.Argument(metavar="A", help=FORMS, show_default=False)],
    second: Annotated[
        str, typer.Argument(metavar="B", help="The same, of the same month.", show_default=False)
    ],
    group: Group = None,
    names: Annotated[bool, typer.Option("--names/--ids", help="Names from names.toml, or ids alone.")] = True,
    repo: Repo = HERE,
) -> None:
    """Say what B changes against A: cells, cover, wishes, hours, and every rule before and after.

    A month alone is its published rota with all changes that apply, or else its newest draft. Exits
    with 0, whether anything differs or not.
    """
    from rota.files.repository import Repository
    from rota.show.difference import difference_text
    from rota.work.choose import group_of
    from rota.work.diff import difference, find
    from rota.work.show import display_names

    opened = Repository.open(repo)
    of = group_of(opened, group)
    found = difference(opened, find(opened, of, first), find(opened, of, second))
    out.prose(difference_text(found, display_names(opened) if names else {}, color=out.colour()))
