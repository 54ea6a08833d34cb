"""Decision cards on the screen: show a swap, cover or edit, list them, and print who was found."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, As, MatterId, Repo

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.show.decisionparts import Card
    from rota.work.swap.answer import Changes
    from rota.work.swap.card import Decision


class Settle(StrEnum):
    """How the hours of cover are settled; the same as in the domain, which is slow to load."""

    OWED = "owed"
    PAID = "paid"


class Form(StrEnum):
    """How a decision card is printed."""

    TEXT = "text"
    JSON = "json"


Format = Annotated[Form, typer.Option("--format", help="How to print the decision card.")]


def show(change: MatterId, form: Format = Form.TEXT, repo: Repo = HERE) -> None:
    """Show a change: while it is open, with all that it would do to the rota as it is now."""
    from rota.domain.changes import DECIDED, OPEN
    from rota.work.clock import today
    from rota.work.swap.answer import matter_of
    from rota.work.swap.card import decision_of, settled_card

    opened, chain = opened_with(repo, change)
    matter = matter_of(chain)
    if matter.kind in DECIDED and matter.state(today(opened.centre)) in OPEN:
        show_decision(opened, decision_of(opened, matter), form)
    else:
        print_card(opened, settled_card(opened, matter), form)


def list_changes(
    everything: Annotated[bool, typer.Option("--all", help="Settled ones and other changes too.")] = False,
    agent: Annotated[
        str | None, typer.Option("--agent", metavar="AGENT", help="Those of one agent, or me.")
    ] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """List swaps, cover and edits that are to be settled, with whom each waits for."""
    from rota.files.repository import Repository
    from rota.show.changes import changes_text
    from rota.work.identity import agent_id
    from rota.work.swap.listing import listing

    opened = Repository.open(repo)
    who = None if agent is None else agent_id(opened, agent, as_)
    found = listing(opened, everything=everything, agent=who)
    rows = [(one.matter.id, one.matter.kind.value, one.state.value, one.about, one.words) for one in found]
    out.result(changes_text(rows, color=out.colour()))
    if not found:
        out.note("No swap is to be settled." if not everything else "No rota was changed.")


def show_decision(repo: "Repository", decision: "Decision", form: Form) -> None:
    """Print the decision card of ``decision``."""
    from rota.work.swap.card import decision_card

    print_card(repo, decision_card(repo, decision), form)


def show_found(heading: str, ways: str, ruled_out: str, *, more: int, next_: str) -> None:
    """Print who was found, who is ruled out, and what can be typed next."""
    out.result("\n".join(text for text in (f"{heading}\n", ways or "Nobody can.\n", ruled_out) if text))
    if more:
        out.note(f"{more} more could; see them with --all.")
    out.note(f"Next: {next_}")


def print_card(repo: "Repository", card: "Card", form: Form) -> None:
    """Print a decision card, with names as far as they are known."""
    if form is Form.JSON:
        from rota.show.decisionjson import card_json

        out.result(card_json(card))
    else:
        from rota.show.decision import card_text
        from rota.work.show import display_names

        out.result(card_text(card, names=display_names(repo), width=out.width(), color=out.colour()))


def opened_with(repo: Path, change: str) -> "tuple[Repository, Changes]":
    """The repository, and the change that an id or its beginning names."""
    from rota.files.repository import Repository
    from rota.work.choose import matter_of

    opened = Repository.open(repo)
    return opened, matter_of(opened.change_chains, change, "change")
