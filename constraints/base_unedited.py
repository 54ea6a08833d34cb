"""AUDIT01 base-unedited: a published base is what was published.

Why      People plan their lives by what they were given. If the rota itself could be rewritten, no later
         change would leave a trace.
Source   The rota that staff were given; whatever changes later is recorded as a change.
Counts   The digest of rotas/GROUP/MONTH.toml against the one in the record of its publication. Line ends,
         comments and the order of keys do not matter. A base that nobody is recorded to have published,
         as those of months before the tool, cannot be judged, and that is said.
Carries  Nothing.
Costs    One for a base that is another.
Waive    HR, in waivers.toml, for the rota group and its month: where the edit is known and agreed, and what
         was published cannot be brought back.

    [[rule]]
    use = "base-unedited"

    [[pass]]
    name = "the file is what was published"
    rota.ann = "EEEEE.."
    record.publication = ["2026-04-20 dan published"]

    [[fail]]
    name = "edited afterwards"
    rota.ann = "EEEEE.."
    record.publication = ["2026-04-20 dan published"]
    record.base = "edited"
    breaks = ["- -"]
"""

from collections.abc import Iterator
from typing import ClassVar

from constraints.records import done
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule


class BaseUnedited(Rule):
    """A published base is what was published."""

    code: ClassVar[str] = "AUDIT01"
    name: ClassVar[str] = "base-unedited"
    unit: ClassVar[str] = "bases edited"
    remedy: ClassVar[str] = (
        "bring the file back from git; what is to change is recorded as a change: rota swap, leave, absence, repair"
    )
    plans: ClassVar[bool] = False

    def encode(self, model: RotaModel) -> None:
        """Nothing: a plan is not published yet."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Hold the digest of the base against those that were recorded when it was published."""
        record = rota.facts.record
        if record is None:
            return
        published = record.published
        if record.publication is None or published is None:
            yield self.unknown(
                f"nobody is recorded to have published {record.name}, so whether it was edited is not known",
                "publish months with `rota publish`: it keeps the record that this is judged by",
            )
        elif record.publication.of_base(record.base) is None:
            message = f"the base of {record.name} is not the one that was {done(rota, published)}"
            yield self.finding(None, None, message).with_(
                place=record.place, second=record.publication_place(published, "rota")
            )
