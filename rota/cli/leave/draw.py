"""``rota leave draw``: settle contested leave by a lot that anybody can count again."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.exits import Exits
from rota.cli.params import HERE, As, Repo, parse_day

if TYPE_CHECKING:
    from rota.domain.draws import DrawEvent
    from rota.files.repository import Repository

EPILOG = "Examples: rota leave draw --from 2027-02-15 --until 2027-02-19 --as tl-01 · rota leave draw --verify k3f9"


def draw(
    first: Annotated[
        date | None, typer.Option("--from", metavar="DATE", parser=parse_day, help="The first day.")
    ] = None,
    until: Annotated[
        date | None, typer.Option("--until", metavar="DATE", parser=parse_day, help="The last day.")
    ] = None,
    home: Annotated[
        str | None,
        typer.Option("--home", metavar="SERVICE", help="Only leave of agents of this home service."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", min=0, max=2**32 - 1, help="Such as a number drawn in public."),
    ] = None,
    verify: Annotated[
        str | None, typer.Option("--verify", metavar="ID", help="Count a draw again instead.")
    ] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Draw lots among requests for leave of which not all can be granted, and record the draw.

    Those of the days from --from until --until that ask for more places than there are take part. Each
    weighs 1, and 1 more for each leave refused to its agent in the last two years. In the order of the lot each is
    granted while there are places, and else refused. Months that are published are not drawn.

    With --verify, a draw is counted again from its seed and weights (exit 1 if it differs).
    """
    from rota.files.repository import Repository

    given = [first, until, home, seed]
    if verify is not None:
        if any(option is not None for option in given):
            raise typer.BadParameter("--verify counts a draw again; leave the other options out")
        _verify(Repository.open(repo), verify)
        return
    if first is None or until is None:
        raise typer.BadParameter("say which days: --from 2027-02-15 --until 2027-02-19")
    _draw(Repository.open(repo), (first, until, home), seed, as_)


def _draw(
    repo: "Repository", window: tuple[date, date, str | None], seed: int | None, as_: str | None
) -> None:
    from rota.cli.who import act_alone
    from rota.work.leave.drawing import Window
    from rota.work.leave.drawing import draw as work
    from rota.work.leave.monthview import service_of

    first, until, home = window
    done = work(repo, act_alone(repo, as_), Window(first, until, service_of(repo, home)), seed)
    _show(repo, done.id, done.event)
    for id, why in done.left_out.items():
        out.note(f"Not drawn: leave {id} cannot be granted in any case ({why}).")
    out.note(f"Anybody can count it again: rota leave draw --verify {done.id}")


def _verify(repo: "Repository", id: str) -> None:
    from rota.work.leave.recount import recount

    found, differences = recount(repo, id)
    _show(repo, found.id, found.event)
    for difference in differences:
        out.problem(f"draw {found.id}: {difference}")
    if differences:
        raise typer.Exit(Exits.FINDINGS)
    out.note("Counted again: the order, the results and the weights are right.")


def _show(repo: "Repository", id: str, event: "DrawEvent") -> None:
    from rota.show.leave_draw import leave_draw
    from rota.work.show import display_names

    agents = {leave.id: leave.agent for leave in repo.leave}
    out.result(leave_draw(id, event, agents, names=display_names(repo), color=out.colour()))
