"""``rota rules``: which rules hold here, how strictly, and where each comes from."""

from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, MonthOption, Repo

if TYPE_CHECKING:
    from rota.work.catalogue import Entry

EPILOG = "Examples: rota rules · rota rules --month 2026-12 · rota rules --all"


def rules(
    all_: Annotated[bool, typer.Option("--all", help="All installed rules, used here or not.")] = False,
    month: MonthOption = None,
    repo: Repo = HERE,
) -> None:
    """List the rules of this repository in their order: code, name, level and source.

    Rules of law are marked, and those of them that are installed but do not hold here are named on stderr.
    """
    from rota.files.repository import Repository
    from rota.show.rules_text import rules_list
    from rota.work.catalogue import in_force, installed, law_left_out

    if all_:
        out.result(rules_list([(entry.code, entry.name, _mark(entry), entry.about) for entry in installed()]))
        return
    opened = Repository.open(repo)
    entries = in_force(opened, month)
    out.result(rules_list([(entry.code, entry.name, _mark(entry), entry.source) for entry in entries]))
    for entry in law_left_out(opened, entries):
        out.note(f"not in force here: {entry.code} {entry.name} ({entry.law})")


def _mark(entry: "Entry") -> str:
    """The level, and whether the rule is one of law."""
    return ", ".join(filter(None, [entry.level, "law" if entry.law else ""]))
