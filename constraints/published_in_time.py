"""NOTICE01 published-in-time: a rota is known early enough to plan a family around.

Why      The standing complaint is that rotas come too late to plan a family around. Notice is counted, so
         that it can be kept.
Source   The notice policy in centre.toml; cite the agreement behind it in the rota's own TOML.
Counts   Days from the day on which the rota was published to its first day; where these very cells were told
         to staff before, from that day. Days are those of the centre's calendar, not what the record says of itself.
         ``level = "must"``: at least ``floor`` days, unless a reason is recorded with the publication.
         ``level = "should"``, in a second table: at least ``target`` days, whatever the reason.
         ``days`` stands for either. A month that nobody is recorded to have published is not known.
Carries  Nothing.
Costs    One per day short.
Waive    At ``must`` no waiver is needed: ``rota publish`` asks for the reason of a late month and records it.
         Otherwise HR, in waivers.toml, for the rota group and its month.

    [[rule]]
    use = "published-in-time"

    [[rule]]
    use = "published-in-time"
    level = "should"

    [[pass]]
    name = "four weeks before its first day"
    settings = { days = 28 }
    rota.ann = "EEEEE.."
    record.publication = ["2026-05-04 dan published"]

    [[fail]]
    name = "three weeks, which is 7 days short"
    settings = { days = 28 }
    rota.ann = "EEEEE.."
    record.publication = ["2026-05-11 dan published"]
    breaks = ["- -"]
    amount = 7
"""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import PositiveInt

from constraints.records import done
from rota.domain.record import day_at
from rota.domain.rota import Rota
from rota.rules import Finding, Level, RotaModel, Rule


class PublishedInTime(Rule):
    """A rota is published early enough: at must by the floor, at should by the target."""

    code: ClassVar[str] = "NOTICE01"
    name: ClassVar[str] = "published-in-time"
    unit: ClassVar[str] = "days of notice short"
    remedy: ClassVar[str] = (
        "publish the coming months earlier; `rota round` says when wishes and leave must be in"
    )
    plans: ClassVar[bool] = False

    days: PositiveInt | None = None

    def encode(self, model: RotaModel) -> None:
        """Nothing: when a plan is published is not the planner's to decide."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Count the days from the publication, or from the first telling of the same cells, to the first day."""
        record, zone = rota.facts.record, rota.facts.centre.zone
        if record is None:
            return
        published = record.published
        if record.publication is None or published is None:
            yield self.unknown(
                f"nobody is recorded to have published {record.name}, so its notice is not known",
                "publish months with `rota publish`: it keeps the record that this is judged by",
            )
            return
        told = record.publication.first_told(published.judged) if published.judged else None
        known = min(day_at(event, zone) for event in (published, told) if event)
        notice, wanted = (rota.start - known).days, self._wanted(rota)
        excused = self.level is Level.MUST and published.reason is not None
        if notice < wanted and not excused:
            reason = f" (reason: {published.reason.value})" if published.reason else ""
            message = (
                f"{record.name} was {done(rota, published)}{reason}: {notice} days of notice, limit {wanted}"
            )
            yield self.finding(None, None, message, amount=wanted - notice).with_(
                place=record.publication_place(published, "at")
            )

    def _wanted(self, rota: Rota) -> int:
        notice = rota.facts.centre.notice
        return self.days or (notice.floor if self.level is Level.MUST else notice.target)
