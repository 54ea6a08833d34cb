"""Which absence is meant, which are recorded, and that none is recorded twice."""

from datetime import date

from rota.domain.absence import Absence, AbsenceEvent
from rota.domain.matter import Step
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.work.choose import matter_of
from rota.work.clock import today
from rota.work.errors import Refused, Unusable


def named(repo: Repository, text: str) -> Chain[AbsenceEvent]:
    """The absence that ``text`` names by its id, or by an agent who has just one; Unusable if there is not just one."""
    chains = [chain for chain in repo.absence_chains if chain.events[-1].event is not Step.VOIDED]
    own = [chain for chain in chains if chain.events[0].agent == text]
    if not own:
        if any(agent.id == text for agent in repo.people.agent):
            raise Unusable(f"no absence of {text} is recorded; record one: rota absence add {text} FROM")
        chain = matter_of(repo.absence_chains, text, "absence")
        if chain.events[-1].event is Step.VOIDED:
            said = chain.events[0]
            raise Refused(
                f"{chain.ref} is void already; where {said.agent} is absent after all: "
                f"rota absence add {said.agent} {said.from_}"
            )
        return chain
    going = [chain for chain in own if _going_on(chain, today(repo.centre))]
    found = going or own
    if len(found) > 1:
        listed = "; ".join(f"{chain.id} from {chain.events[0].from_}" for chain in found)
        raise Unusable(f"{text} has {len(found)} absences, say which by its id: {listed}")
    return found[0]


def _going_on(chain: Chain[AbsenceEvent], day: date) -> bool:
    until = chain.events[-1].until
    return until is None or until >= day


def not_twice(repo: Repository, agent: str, first: date, last: date | None, own: str = "") -> None:
    """Refused if another absence of ``agent`` than ``own`` is recorded for one of the days."""
    for other in repo.absences:
        apart = (last is not None and last < other.first) or (other.last is not None and other.last < first)
        if other.agent == agent and other.id != own and not apart:
            until = f"until {other.last}" if other.last else "and goes on"
            raise Refused(
                f"an absence of {agent} is recorded from {other.first} {until} ({other.id}); "
                f"say when it ends: rota absence end {other.id} UNTIL"
            )


def listed(repo: Repository, *, only_open: bool = False) -> tuple[tuple[Absence, str], ...]:
    """Absences with who recorded them last, the latest first; only those without an end if so asked."""
    by = {chain.id: chain.events[-1].by for chain in repo.absence_chains}
    found = (absence for absence in repo.absences if absence.last is None or not only_open)
    return tuple(
        (one, by[one.id]) for one in sorted(found, key=lambda one: (one.first, one.id), reverse=True)
    )
