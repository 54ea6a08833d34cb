"""AUDIT02 approved-by-entitled: whoever decides about a change may do so.

Why      A change of hours counts because somebody answers for it. Whoever may not decide cannot make it
         count.
Source   The scheme of delegation: team leaders decide, and their deputies on the days agreed.
Counts   Each event that changes cells of the published rota, or voids such a change, by the teams of the agents
         concerned and on the day it was written. Entitled are the team's leader and its deputies of that day.
         While all of them are away or are parties themselves, the leaders of the rota group's other teams
         stand by, unless ``when-away = "nobody"`` in centre.toml. Of several teams in one rota group one leader is
         enough; of several groups, one who may in each. Who was away then goes by what was recorded by
         then, even if it is void since. A repair may be recorded by whoever leads somebody moved or
         absent that day, a month planned anew by any leader of the rota group. HR approves nothing. Agents
         themselves may record their own absence. Under ``rota check --since`` what a change brings is judged
         by who was in charge before it. In a leader's edit the leader who asked for it is a party too.
Carries  Nothing.
Costs    One per event.
Waive    HR, in waivers.toml, for the agents and days concerned: where the entitled leader confirms afterwards
         what was done in their stead. If it was a deputy whom nobody wrote down, enter the deputy's dates in
         centre.toml instead.

    [[rule]]
    use = "approved-by-entitled"

    [[pass]]
    name = "the team's leader approves"
    centre.team = [{ id = "one", leader = "dan" }]
    rota.ann = "LEEEE.."
    rota.bob = "ELLLL.."
    rota.dan = "eeeee.."
    record.swap.s1 = [
      "2026-05-20 ann requested: ann 1 E>L, bob 1 L>E",
      "2026-05-21 bob accepted",
      "2026-05-22 dan approved",
    ]

    [[fail]]
    name = "a colleague approves"
    centre.team = [{ id = "one", leader = "dan" }]
    rota.ann = "LEEEE.."
    rota.bob = "ELLLL.."
    rota.cat = "eeeee.."
    rota.dan = "eeeee.."
    record.swap.s1 = [
      "2026-05-20 ann requested: ann 1 E>L, bob 1 L>E",
      "2026-05-21 bob accepted",
      "2026-05-22 cat approved",
    ]
    breaks = ["ann 1"]
"""

from collections.abc import Iterator
from typing import ClassVar

from constraints.records import breach, done
from rota.domain.authority import judged_in
from rota.domain.entitled import may_write
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
        judged = judged_in(rota)
        for matter, number in rota.facts.record.deciding if rota.facts.record else ():
            event = matter.event(number)
            may = may_write(judged(f"{matter.ref}/{number}"), matter, number)
            if event.by not in may:
                agents = ", ".join(dict.fromkeys(agent for agent, _ in matter.concerned(event)))
                others = f"that was for {' or '.join(sorted(may))}" if may else "nobody could"
                message = f"{matter.ref} of {agents}: {done(rota, event)}, who may not; {others}"
                cells = matter.cells_of(event)
                yield breach(self, rota, cells, message, matter.place(number, "by"))
