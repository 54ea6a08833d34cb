"""``rota explain``: what a rule or a code means, and the rule book of all of them."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Repo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.show.code_text import Explained
    from rota.show.rule_facts import InForce

EPILOG = (
    "Examples: rota explain SAT01 · rota explain saturday-share · rota explain DATA09 · "
    "rota explain --all --format markdown > rules.md"
)


class Format(StrEnum):
    """How pages are written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def explain(
    wanted: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE|NAME", help="Such as SAT01, saturday-share or DATA09.", show_default=False
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every installed rule and every other code.")] = False,
    format: Annotated[Format, typer.Option(help="How the page is written.")] = Format.TEXT,
    repo: Repo = HERE,
) -> None:
    """Print what a rule protects, counts and costs, how to mend and waive a breach, and examples that pass and fail.

    In a rota repository it also says how the rule stands there. Codes that are no rules are explained too. With
    --all --format markdown it is the rule book.
    """
    from rota.work.catalogue import everything, find

    if all_ is (wanted is not None):
        raise typer.BadParameter("give a CODE or the NAME of a rule, or else --all")
    if wanted is not None:
        page = find(wanted)
        out.result(_one(page, _here(repo, page), format))
    else:
        out.result(_all(everything(), format))


def _here(repo: Path, page: "Explained") -> "tuple[InForce, ...] | None":
    """How a rule stands in the repository around; a repository that cannot be read keeps nobody from reading on."""
    from rota.files.errors import BadInput
    from rota.work.catalogue import here

    try:
        return here(repo, page, must_be=repo != HERE)
    except BadInput:
        if repo != HERE:
            raise
        out.note(
            "How it stands in the repository here is not known: its files are not in order; see `rota check`."
        )
        return None


def _one(page: "Explained", here: "tuple[InForce, ...] | None", format: Format) -> str:
    from rota.show.rule_json import as_json
    from rota.show.rule_pages import as_markdown, as_text

    if format is Format.JSON:
        return as_json([page], here)
    if format is Format.MARKDOWN:
        return as_markdown(page)
    return as_text(page, here, width=out.width(), color=out.colour())


def _all(pages: "Sequence[Explained]", format: Format) -> str:
    from rota.show.rule_book import rule_book
    from rota.show.rule_json import as_json
    from rota.show.rule_pages import as_text

    if format is Format.JSON:
        return as_json(pages)
    if format is Format.MARKDOWN:
        return rule_book(pages)
    return "\n".join(as_text(page, None, width=out.width(), color=out.colour()) for page in pages)
