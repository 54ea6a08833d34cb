"""``rota plan --from``: the rest of a published month planned anew, shown, and recorded if that is wanted."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple

import typer

from rota.cli import out

if TYPE_CHECKING:
    from rota.cli.params import Means
    from rota.files.repository import Repository
    from rota.work.planning.replan import Replan, Request
    from rota.work.planning.solving import Tell

Telling = Callable[[], "AbstractContextManager[Tell]"]


class Word(NamedTuple):
    """The leader's word: who it is, whether to record without asking, and how those concerned have agreed."""

    as_: str | None
    yes: bool
    means: "Means | None"


def replan(repo: "Repository", request: "Request", word: Word, telling: Telling) -> None:
    """Plan the rest of the month, print what changes, and record it on the leader's word."""
    from rota.cli.who import act_alone
    from rota.domain import matter
    from rota.work.planning.replan import record
    from rota.work.planning.replan import replan as work

    act = act_alone(repo, word.as_)
    with telling() as tell:
        planned = work(repo, request, act, tell)
    _print(repo, planned)
    if not planned.wanted:
        out.note("Nothing changes; there is nothing to record.")
    elif word.yes or _agreed():
        means = None if word.means is None else matter.Means(word.means.value)
        id, cells = record(repo, planned, act, means)
        out.note(
            f"Recorded as change {id}, {len(cells)} {'cell' if len(cells) == 1 else 'cells'}, by {act.by}. "
            f"To take it back: rota swap void {id}"
        )
        _next(repo, request)
    else:
        out.note("Nothing is recorded; to record what is planned, say --yes.")


def _agreed() -> bool:
    """Whether somebody at a terminal says so; in a pipe nobody is asked."""
    if not sys.stdin.isatty():
        return False
    return typer.confirm("Record this change?", default=False, err=True)


def _print(repo: "Repository", planned: "Replan") -> None:
    from rota.show.replan import Replanned, replan_text
    from rota.work.planning.card import tiers_of
    from rota.work.show import display_names

    shown = Replanned(
        planned.request.start,
        planned.before,
        planned.after,
        planned.moves,
        planned.given,
        planned.new,
        planned.gone,
        planned.consent,
        planned.frozen,
        tiers_of(planned.outcome.stages),
        len(planned.timed),
    )
    out.result(replan_text(shown, names=display_names(repo), color=out.colour()))
    if planned.outcome.interrupted:
        out.note("Stopped early: this is the best rota found so far.")
    if planned.consent:
        out.note(
            f"Ask for consent first: {', '.join(dict.fromkeys(move.agent for move in planned.consent))}."
        )


def _next(repo: "Repository", request: "Request") -> None:
    """Later months that are published too are not touched by this."""
    from rota.domain.period import Period

    after = Period.holding(request.start).after
    if repo.rota(request.group, after.month) is not None:
        out.note(f"{after.month} is published too; plan it anew with: rota plan --from {after.start}")
