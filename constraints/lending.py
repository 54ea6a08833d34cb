"""SKILL04 lending: people work at another site only where that was agreed, and as seldom as cover lets them.

Why      Another site is another way to work, other colleagues and other keys. Where it must be, it is agreed
         with each one beforehand; and nobody is sent who is not needed there.
Source   The contract's place of work, or the agreement on mobility; cite the clause in the rota's own TOML.
Counts   Days with a shift, or a timed part, at a service of another site than that of the agent's team that
         day. Deferrable work as a timed part is done where one sits, and does not count. As ``must``, which is the
         default: sites that are not among the agent's ``lent-to`` in people.toml that day. As ``should``: every
         other site, agreed or not; use both. People are lent between sites of one rota group alone. On a day on
         which one's own site is closed, one is off and not lent.
Carries  Nothing: each day is judged by itself.
Costs    One per agent and day.
Fix      As ``must``: give the service to somebody of that site, or agree with the agent and write the site into
         ``lent-to``, dated from the day on which it was agreed. As ``should``: nothing, where cover needs it.
Waive    Rather agree it: ``lent-to`` with ``from`` and ``until`` is made for single days. What was worked already HR
         may waive, in waivers.toml, for that agent and those days.

    [[rule]]
    use = "lending"
    source = "mobility agreement, clause 2"

    [[rule]]
    use = "lending"
    level = "should"

    [[pass]]
    name = "reception is on the hill, where ann may be lent"
    centre.site = [{ id = "hill" }]
    centre.team = [{ id = "two", site = "hill" }]
    centre.group = [{ id = "town", teams = ["one", "two"] }]
    centre.service = [{ id = "reception", site = "hill" }]
    people.ann = { lent-to = ["hill"] }
    rota.ann = "EeeEE.."
    rota.bob = "EEEEE.."

    [[fail]]
    name = "bob agreed to nothing"
    centre.site = [{ id = "hill" }]
    centre.team = [{ id = "two", site = "hill" }]
    centre.group = [{ id = "town", teams = ["one", "two"] }]
    centre.service = [{ id = "reception", site = "hill" }]
    people.ann = { lent-to = ["hill"] }
    rota.ann = "EeeEE.."
    rota.bob = "EEeEE.."
    breaks = ["bob 3"]
"""

from collections.abc import Iterator
from typing import ClassVar

from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.domain.sites import Sites
from rota.domain.standing import Standing
from rota.rules import Finding, Level, Reach, RotaModel, Rule


class Lending(Rule):
    """Nobody works at another site without agreement; with it, as few days as can be."""

    code: ClassVar[str] = "SKILL04"
    name: ClassVar[str] = "lending"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days lent"
    remedy: ClassVar[str] = (
        "give the service to somebody of that site, or agree with the agent and write the site into lent-to"
    )
    locks: ClassVar[bool] = True

    @property
    def counts_in(self) -> str:
        """As must it counts what was not agreed, else all days lent."""
        return "days lent without agreement" if self.level is Level.MUST else self.unit

    def encode(self, model: RotaModel) -> None:
        """Strike out, or price, the services of other sites; what is settled stands or falls as a whole."""
        sites = Sites(model.facts)
        for agent in model.facts.agents:
            for day in model.facts.period.days:
                standing = model.facts.standing(agent, day)
                if standing is not None:
                    self._encode_day(model, sites, standing)

    def _encode_day(self, model: RotaModel, sites: Sites, standing: Standing) -> None:
        agent, day = standing.agent, standing.day
        allowed = {standing.site, *(standing.lent_to if self.level is Level.MUST else ())}
        fixed = model.facts.fixed.get((agent, day))
        if fixed is not None:
            if not allowed.issuperset(sites.of_cell(fixed.cell)):
                model.forbid(self, agent, day)
            return
        for service in model.facts.services.values():
            if service.site not in allowed:
                model.forbid(self, agent, day, service=service.id)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Follow each agent from site to site."""
        sites = Sites(rota.facts)
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                standing = rota.facts.standing(agent, day)
                if standing is not None and (elsewhere := self._elsewhere(sites, standing, cell)):
                    where = " and ".join(elsewhere)
                    told = f"{agent}, of {standing.site}, is lent to {where} on {day_words(day)}"
                    fix = f"leave it where cover needs it, else give the service to somebody of {where}"
                    if self.level is Level.MUST:
                        told = f"{agent} works {cell} on {day_words(day)} at {where}, to which nobody agreed to lend them"
                        fix = self.remedy
                    yield self.finding(agent, day, told, fix=fix)

    def _elsewhere(self, sites: Sites, standing: Standing, cell: Cell) -> list[str]:
        """The sites at which ``cell`` should not be worked."""
        allowed = standing.lent_to if self.level is Level.MUST else ()
        return [site for site in sites.of_cell(cell) if site != standing.site and site not in allowed]

    def foresee(self, facts: Facts) -> Iterator[str]:
        """Warn of agreements that help nobody: none at all, for a site that is planned elsewhere, or for nobody trained."""
        sites = {service.site for service in facts.services.values()}
        if self.level is Level.MUST or len(sites) < 2:
            return
        agreed = _agreed(facts)
        if not agreed:
            yield f"nobody of {facts.group} may be lent anywhere: no lent-to in people.toml names a site"
        for site, able in agreed.items():
            if site not in sites:
                yield f"people may be lent to {site}, but {facts.group} is not planned together with it: nobody will be"
            elif not able:
                yield f"of those who may be lent to {site} nobody is trained for a service there"


def _agreed(facts: Facts) -> dict[str, bool]:
    """The sites that people may be lent to on some day of the period, and whether one of them can serve there."""
    found: dict[str, bool] = {}
    for agent in facts.agents:
        for day in facts.period.days:
            standing = facts.standing(agent, day)
            for site in standing.lent_to if standing is not None and facts.present(agent, day) else ():
                skills = standing.skills if standing is not None else frozenset()
                serves = (one.site == site and one.needs_skill in skills for one in facts.services.values())
                found[site] = found.get(site, False) or any(serves)
    return found
