"""The inbox: what agents asked for in staff copies is taken in, each thing once, or refused with a code."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rota.domain.inbox import Answer, Verdict
from rota.files.answers import all_answers, answered, write_answer
from rota.files.repository import Repository
from rota.files.staffcopy import StaffCopy
from rota.work.clock import now
from rota.work.errors import Refused, Unusable
from rota.work.publishing.stage import require_charge
from rota.work.staff.asked import NOBODY, Asked, asked_in, read_mark
from rota.work.staff.take import take
from rota.work.staff.verdicts import Taken


@dataclass(frozen=True)
class Item:
    """One thing that was asked for, and what became of it; no outcome while it waits."""

    asked: Asked
    outcome: Taken | None


def waiting(repo: Repository, copy: Path, by: str) -> tuple[Item, ...]:
    """What waits in ``copy`` for the inbox; Refused if ``by`` may not take it in, Unusable if it is no staff copy."""
    mark = _mark(repo, copy, by)
    found = asked_in(copy, mark)
    return tuple(Item(one, None) for one in found if answered(repo.root, one.key, one.digest) is None)


def take_in(repo: Repository, copy: Path, by: str) -> Iterator[Item]:
    """Take in what waits in ``copy``, thing by thing, each with its answer written.

    What is cut short is found again the next time: a matter that is there already is not made twice. Refused
    if ``by`` may not, Unusable if ``copy`` is no staff copy, BadInput if something cannot be written.
    """
    mark = _mark(repo, copy, by)
    for item in waiting(repo, copy, by):
        repo = repo.as_it_is_now()
        asked = item.asked
        outcome = take(repo, asked, mark)
        if not outcome.ok:
            # Somebody else may have taken it in meanwhile: as things are now it may be there already.
            outcome = take(repo.as_it_is_now(), asked, mark)
        agent = asked.agent if any(entry.id == asked.agent for entry in repo.people.agent) else NOBODY
        write_answer(
            repo.root,
            Answer(
                key=asked.key,
                digest=asked.digest,
                agent=agent,
                verdict=outcome.verdict,
                by=by,
                at=now().isoformat(),
            ),
        )
        yield Item(asked, outcome)


def answers(repo: Repository, *, everything: bool) -> tuple[Answer, ...]:
    """The answers given so far: those that were refused, or all of them."""
    found = all_answers(repo.root)
    return tuple(answer for answer in found if everything or answer.verdict is not Verdict.TAKEN)


def _mark(repo: Repository, copy: Path, by: str) -> StaffCopy:
    if repo.staff_copy is not None:
        raise Refused("this is a staff copy itself; its leader takes in what is asked here")
    mark = read_mark(copy)
    groups = [group.id for group in repo.centre.group]
    if mark.group not in groups:
        raise Unusable(f"{copy} is of the rota group {mark.group}, which is not one of {', '.join(groups)}")
    require_charge(repo, mark.group, by, f"take in what the agents of {mark.group} ask for")
    return mark
