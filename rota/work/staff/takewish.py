"""Wishes from a staff copy: written down as they were told, or taken back."""

from rota.domain.inbox import Verdict
from rota.domain.wishes import NoWishes, Wish
from rota.files.repository import Repository
from rota.files.wishfile import read_wishes
from rota.work.act import Act
from rota.work.clock import now as moment
from rota.work.round.wishes import Asked as Wanted
from rota.work.round.wishes import add_all, check, remove, same, say_none
from rota.work.staff.asked import Asked
from rota.work.staff.verdicts import TAKEN, Taken


def take_wish(repo: Repository, asked: Asked) -> Taken:
    """Add the wish, or the answer that there are none, or take the wish back; Unusable where it cannot be granted."""
    agent, said = asked.agent, asked.said
    if not isinstance(said, (Wish, NoWishes)):
        return _taken_back(repo, asked)
    if said.by != agent or said.means is not None:
        return Taken(Verdict.NOT_YOURS, f"{said.by} wrote it down for {agent}")
    at = min(said.at, moment().isoformat()) if said.at else None
    if isinstance(said, NoWishes):
        say_none(repo, Act(agent, said.claim, at=at), said.month)
        return TAKEN
    now = read_wishes(repo.root, agent)
    stands = next((wish for wish in now.wish if wish.id == said.id), None)
    if stands is not None:
        return (
            TAKEN
            if str(stands) == str(said)
            else Taken(Verdict.EDITED, f"{said.id} of {agent} is another wish")
        )
    check(repo, Wanted(said.what, said.from_, said.until, said.pattern or said.service, said.strong))
    if other := same(now, said):
        return Taken(Verdict.SETTLED, f"{agent} has that wish already: {other.id}")
    add_all(repo, agent, (said.model_copy(update={"at": at}),))
    return TAKEN


def _taken_back(repo: Repository, asked: Asked) -> Taken:
    name = asked.key.rpartition("/")[2]
    if any(wish.id == name for wish in read_wishes(repo.root, asked.agent).wish):
        remove(repo, Act(asked.agent), name)
    return TAKEN
