"""What swaps and cover have in common: accept, decline, withdraw, approve, reject and void."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.decisions import Form, Format, list_changes, opened_with, print_card, show, show_decision
from rota.cli.params import HERE, As, By, MatterId, Repo

if TYPE_CHECKING:
    from rota.cli.params import Means
    from rota.files.repository import Repository
    from rota.work.act import Act
    from rota.work.swap.answer import Changes


class Reason(StrEnum):
    """Why a leader rejects; the same as in the domain, which is slow to load."""

    COVER = "cover"
    FAIRNESS = "fairness"
    HOURS = "hours"
    NOTICE = "notice"
    REST = "rest"
    SKILLS = "skills"


For = Annotated[
    str | None,
    typer.Option("--for", metavar="AGENT", help="Whose answer it is, where a leader enters it for them."),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask again on a terminal.")]


def accept(
    change: MatterId,
    for_: For = None,
    means: By = None,
    form: Format = Form.TEXT,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Accept a swap, cover or edit that you were asked for; a leader still approves it.

    Exits with 1 where it is settled, expired, or a cell has moved since.
    """
    from rota.work.swap.answer import accept as work
    from rota.work.swap.card import decision_of

    opened, chain = opened_with(repo, change)
    matter = work(opened, chain, _answering(opened, chain, for_, means, as_))
    show_decision(opened, decision_of(opened, matter), form)


def decline(change: MatterId, for_: For = None, means: By = None, as_: As = None, repo: Repo = HERE) -> None:
    """Decline a swap, cover or edit that you were asked for, which ends it."""
    from rota.work.swap.answer import decline as work

    opened, chain = opened_with(repo, change)
    act = _answering(opened, chain, for_, means, as_)
    work(opened, chain, act)
    out.result(f"{chain.id} is declined by {act.who}.")


def withdraw(change: MatterId, means: By = None, as_: As = None, repo: Repo = HERE) -> None:
    """Take back a swap, cover or edit that you asked for or offered."""
    from rota.cli.who import act_for
    from rota.work.swap.answer import matter_of
    from rota.work.swap.answer import withdraw as work

    opened, chain = opened_with(repo, change)
    matter = matter_of(chain)
    act = act_for(opened, matter.asker, as_, means, matter.parties)
    work(opened, chain, act)
    out.result(f"{chain.id} is withdrawn by {act.who}.")


def approve(
    change: MatterId,
    despite: Annotated[
        list[str] | None,
        typer.Option(
            "--despite", metavar="RULE", help="Approve although this rule gets worse; one for each."
        ),
    ] = None,
    yes: Yes = False,
    form: Format = Form.TEXT,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Approve what everybody concerned has accepted: it is judged anew against the rota as it is now.

    Nobody approves their own. Exits with 1 where a cell has moved, or a rule denies it or is referred to you.
    """
    from dataclasses import replace

    from rota.cli.who import act_alone
    from rota.work.swap.card import decision_card
    from rota.work.swap.decide import approve as write
    from rota.work.swap.decide import weigh

    opened, chain = opened_with(repo, change)
    decision = weigh(opened, chain, act_alone(opened, as_), despite or ())
    if form is Form.TEXT:
        # What comes next is this very command.
        print_card(opened, replace(decision_card(opened, decision), next=()), form)
    if asked("Approve it?", yes):
        # Whoever reads the card takes a while: weigh again what stands there now.
        opened, chain = opened_with(repo, change)
        decision = weigh(opened, chain, act_alone(opened, as_), despite or ())
    matter = write(opened, chain, act_alone(opened, as_), decision)
    if form is Form.JSON:
        print_card(opened, decision_card(opened, replace(decision, matter=matter)), form)
    else:
        out.result(f"\n{chain.id} is approved by {matter.events[-1].by} and applies.")


def reject(
    change: MatterId,
    reason: Annotated[Reason | None, typer.Option(help="Why, in one word for the record.")] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Reject a swap, cover or edit as a leader, which ends it."""
    from rota.cli.who import act_alone
    from rota.domain.changes import Rejection
    from rota.work.swap.decide import reject as work

    opened, chain = opened_with(repo, change)
    act = act_alone(opened, as_)
    work(opened, chain, act, None if reason is None else Rejection(reason.value))
    out.result(f"{chain.id} is rejected by {act.by}{f' ({reason.value})' if reason else ''}.")


def void(change: MatterId, yes: Yes = False, as_: As = None, repo: Repo = HERE) -> None:
    """Void a change that was approved or recorded, and show what that does: its cells are what they were before.

    Refused (exit 1) while later changes stand on its cells. Of two changes that a merge has put on one cell, voiding
    one lets the other apply.
    """
    from rota.cli.who import act_alone
    from rota.files.repository import Repository
    from rota.work.swap.answer import matter_of
    from rota.work.swap.card import decision_card, settled_card
    from rota.work.swap.undo import mended, undoing
    from rota.work.swap.undo import void as work

    opened, chain = opened_with(repo, change)
    act = act_alone(opened, as_)
    decision = undoing(opened, chain, act)
    card = decision_card(opened, decision) if decision else settled_card(opened, matter_of(chain))
    print_card(opened, card, Form.TEXT)
    asked("Void it?", yes)
    work(opened, chain, act)
    out.result(f"\n{chain.id} is void, by {act.by}.")
    for ref in mended(Repository.open(repo)):
        out.note(f"{ref} still does not apply: another change stands on the same cell; void one of them.")


def add_commands(app: typer.Typer, what: str) -> None:
    """Give ``app`` the commands that settle a ``what``."""
    for function in (accept, decline, withdraw, approve, reject, void, show):
        name = function.__name__
        app.command(name, epilog=f"Example: rota {what} {name} k3f9x2m7q1zw")(function)
    app.command("list", epilog=f"Examples: rota {what} list · rota {what} list --all --agent me")(
        list_changes
    )


def _answering(
    repo: "Repository", chain: "Changes", for_: str | None, means: "Means | None", as_: str | None
) -> "Act":
    from rota.cli.who import act_for
    from rota.work.identity import acting, agent_id
    from rota.work.swap.answer import matter_of, whose

    stated = None if for_ is None else agent_id(repo, for_, as_)
    who = whose(chain, acting(repo, as_), stated)
    return act_for(repo, who, as_, means, matter_of(chain).parties)


def asked(question: str, yes: bool) -> bool:
    """Ask on a terminal and say whether it was asked; a no ends the command with nothing changed."""
    if yes or not _terminal():
        return False
    if not typer.confirm(question, err=True):
        out.note("Nothing was changed.")
        raise typer.Exit
    return True


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
