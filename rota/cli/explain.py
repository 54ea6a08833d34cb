"""``rota rules`` and ``rota explain``: which rules there are, and what each is about."""

from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, MonthOption, Repo

RULES_EPILOG = "Examples: rota rules · rota rules --month 2026-12 · rota rules --all"
EXPLAIN_EPILOG = "Examples: rota explain SAT01 · rota explain saturday-share"


def rules(
    all_: Annotated[bool, typer.Option("--all", help="All installed rules, used here or not.")] = False,
    month: MonthOption = None,
    repo: Repo = HERE,
) -> None:
    """List the rules of this repository in their order: code, name, level and source."""
    from rota.files.repository import Repository
    from rota.show.safe import safe
    from rota.work.catalogue import in_force, installed

    entries = installed() if all_ else in_force(Repository.open(repo), month)
    rows = [(entry.code, entry.name, entry.level, entry.about if all_ else entry.source) for entry in entries]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for *fixed, last in rows:
        cells = [text.ljust(width) for text, width in zip(fixed, widths, strict=True) if width]
        out.result("  ".join([*cells, safe(last)]).rstrip())


def explain(
    rule: Annotated[str, typer.Argument(metavar="CODE|NAME", help="Such as SAT01 or saturday-share.")],
) -> None:
    """Print what a rule means, counts, carries over and costs, with its TOML."""
    from rota.work.catalogue import explain as work

    out.result(work(rule))
