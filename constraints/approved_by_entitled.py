"""AUDIT02 approved-by-entitled: whoever decides about a change may do so.

Source   The scheme of delegation: team leaders decide, and their deputies on the days agreed.
Counts   Each event that changes cells of the published rota, or voids such a change, by the teams of the agents
         concerned and on the day it was written. Entitled are the team's leader and its deputies of that day.
         While all of them are away or are parties themselves, the leaders of the rota group's other teams
         stand by, unless `when-away = "nobody"` in centre.toml. Of several teams in one rota group one leader is
         enough; of several groups, one who may in each. Who was away then goes by what was recorded by
         then, even if it is void since. A repair may be recorded by whoever leads somebody moved or
         absent that day, a month planned anew by any leader of the rota group. HR approves nothing. Agents
         themselves may record their own absence.
Carries  Nothing.
Costs    One per event.

    [[rule]]
    use = "approved-by-entitled"
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from constraints.records import breach, cells_of, concerned, done
from rota.domain.absence import AbsenceEvent
from rota.domain.authority import entitled, group_of, in_charge, may_decide, team_on
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.leave import LeaveEvent
from rota.domain.matter import Event, Step
from rota.domain.record import Recorded, day_at
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule


class ApprovedByEntitled(Rule):
    """Whoever decides about a change of a published rota is entitled to."""

    code: ClassVar[str] = "AUDIT02"
    name: ClassVar[str] = "approved-by-entitled"
    unit: ClassVar[str] = "events by one not entitled"
    remedy: ClassVar[str] = (
        "let a leader look at it, and void it if need be; who led or deputised then stands in centre.toml as a "
        "deputy from and until those days"
    )
    plans: ClassVar[bool] = False

    def encode(self, model: RotaModel) -> None:
        """Nothing: a plan decides about no change."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Look up, for each event, who might write it on its day."""
        for matter, number in rota.facts.record.deciding if rota.facts.record else ():
            event = matter.event(number)
            may = _may(rota, matter, event)
            if event.by not in may:
                agents = ", ".join(dict.fromkeys(agent for agent, _ in concerned(matter, event)))
                others = f"that was for {' or '.join(sorted(may))}" if may else "nobody could"
                message = f"{matter.ref} of {agents}: {done(rota, event)}, who may not; {others}"
                cells = cells_of(matter, event)
                yield breach(self, rota, cells, message, matter.place(number, "by"))


def _may(rota: Rota, matter: Recorded, event: Event) -> frozenset[str]:
    """Who may write ``event`` on its day."""
    keys, day = concerned(matter, event), day_at(event, rota.facts.centre.zone)
    if isinstance(event, AbsenceEvent):
        team = team_on(rota, event.agent, day, *(on for _, on in keys))
        return frozenset({event.agent}) | (entitled(rota, team, day, {event.agent}) if team else frozenset())
    if isinstance(event, LeaveEvent):
        return may_decide(rota, [(event.agent, event.from_)], day)
    if isinstance(event, ChangeEvent) and event.event is Step.RECORDED:
        return _may_instruct(rota, event, keys, day)
    return may_decide(rota, keys, day)


def _may_instruct(
    rota: Rota, event: ChangeEvent, keys: Sequence[tuple[str, date]], day: date
) -> frozenset[str]:
    """Who may record a change without anybody's word: whoever leads one of those concerned."""
    days = {on for _, on in keys}
    away = [(one.agent, on) for one in rota.facts.absences for on in days if on in one]
    teams = [
        team_on(rota, agent, on) for agent, on in (*keys, *(away if event.kind is ChangeKind.REPAIR else ()))
    ]
    if event.kind is ChangeKind.REPLAN:
        return in_charge(rota, {group_of(rota, team) for team in teams if team}, day)
    return frozenset[str]().union(*(entitled(rota, team, day) for team in teams if team))
