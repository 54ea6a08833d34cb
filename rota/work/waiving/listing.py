"""Every waiver with its state today and what it covers."""

from rota.files.repository import Repository
from rota.show.waivers import WaiverLine
from rota.work.waiving.rotas import every_judged
from rota.work.waiving.standing import Held, State
from rota.work.waiving.tally import Tally


def listing(repo: Repository, expiring: int | None = None) -> tuple[WaiverLine, ...]:
    """The waivers in the order of the file; with ``expiring`` those that expire within so many days, the next first.

    Every rota is judged to see what they cover; BadInput where one cannot be read.
    """
    tally = Tally(repo)
    for judged in every_judged(repo) if tally.held else ():
        tally.add(judged)
    lines = tuple(_line(repo, tally, one) for one in tally.held)
    if expiring is None:
        return lines
    return tuple(
        sorted((line for line in lines if 0 <= line.days_left <= expiring), key=lambda line: line.expires)
    )


def _line(repo: Repository, tally: Tally, one: Held) -> WaiverLine:
    waiver = one.waiver
    return WaiverLine(
        repo.waiver_place(one.at),
        one.rule.code,
        one.rule.name,
        {"agent": waiver.agents, "team": waiver.teams, "group": waiver.groups},
        waiver.from_,
        waiver.until,
        f"{one.state.value}, from {waiver.approved}" if one.state is State.EARLY else one.state.value,
        len(tally.covered[one.at]),
        tally.unused(one),
        waiver.approver,
        waiver.approved,
        waiver.expires,
        one.days_left,
        waiver.reason,
        waiver.ground,
        waiver.amount,
        tuple(fault.message for fault in one.faults),
    )
