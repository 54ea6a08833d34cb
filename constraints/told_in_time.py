"""NOTICE02 told-in-time: everybody is told what they work early enough.

Why      A rota that lies in a folder is no notice. What counts for people is the day on which they were told.
Source   The notice policy in centre.toml: notice counts from the day told.
Counts   Days from the day on which staff were told of the published rota to its first day. Telling them of a draft counts
         if its cells are those that were published; telling them of the rota after it was published always does. At
         least ``days``, or else the floor in centre.toml. Where the publication itself is recorded as
         late, with its reason, telling on that day is in time. A month that nobody is recorded to
         have published is not known.
Carries  Nothing.
Costs    One per day short; never told is short by all of them.
Fix      Tell everybody with ``rota tell`` on the day a rota is published; if they were told otherwise, enter
         that at once.
Waive    HR, in waivers.toml, for the rota group and its month. A month that was published late with its
         reason needs none, if staff were told that day.

    [[rule]]
    use = "told-in-time"
    level = "should"

    [[pass]]
    name = "told as it was published"
    settings = { days = 28 }
    rota.ann = "EEEEE.."
    record.publication = ["2026-05-04 dan published", "2026-05-04 13:00 dan told"]

    [[fail]]
    name = "told two weeks later"
    settings = { days = 28 }
    rota.ann = "EEEEE.."
    record.publication = ["2026-05-04 dan published", "2026-05-18 dan told"]
    breaks = ["- -"]
    amount = 14
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from pydantic import PositiveInt

from constraints.records import done
from rota.domain.matter import Step
from rota.domain.publication import Publication, PublicationEvent
from rota.domain.record import day_at
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule


class ToldInTime(Rule):
    """Staff are told of the published rota early enough."""

    code: ClassVar[str] = "NOTICE02"
    name: ClassVar[str] = "told-in-time"
    unit: ClassVar[str] = "days of notice short"
    remedy: ClassVar[str] = "tell everybody: rota tell"
    plans: ClassVar[bool] = False

    days: PositiveInt | None = None

    def encode(self, model: RotaModel) -> None:
        """Nothing: when staff are told of a plan is not the planner's to decide."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Find the first telling of the published rota and count the days from it."""
        record, zone = rota.facts.record, rota.facts.centre.zone
        if record is None:
            return
        published = record.published
        if record.publication is None or published is None:
            yield self.unknown(
                f"nobody is recorded to have published {record.name}, so when staff were told is not known",
                "publish months with `rota publish`, and tell staff with `rota tell`",
            )
            return
        wanted = self._wanted(rota, published, day_at(published, zone))
        told = _first_told(record.publication, published)
        if told is None:
            message = f"{record.name} was {done(rota, published)}, and nobody is recorded to have been told"
            yield self.finding(
                None,
                None,
                message,
                amount=max(1, wanted),
                fix=f"tell everybody: rota tell {rota.facts.period.month}",
            ).with_(place=record.publication_place(published))
        elif (notice := (rota.start - day_at(told, zone)).days) < wanted:
            message = f"{record.name} was {done(rota, told)}: {notice} days of notice, limit {wanted}"
            late = "tell everybody on the day a rota is published"
            yield self.finding(None, None, message, amount=wanted - notice, fix=late).with_(
                place=record.publication_place(told, "at")
            )

    def _wanted(self, rota: Rota, published: PublicationEvent, on: date) -> int:
        wanted = self.days or rota.facts.centre.notice.floor
        return min(wanted, (rota.start - on).days) if published.reason else wanted


def _first_told(publication: Publication, published: PublicationEvent) -> PublicationEvent | None:
    """The first telling of the cells that were published, or of the rota since."""
    since = False
    for event in publication.events:
        since = since or event is published
        same = event.rota == published.rota or bool(event.judged and event.judged == published.judged)
        if event.event is Step.TOLD and (since or same):
            return event
    return None
