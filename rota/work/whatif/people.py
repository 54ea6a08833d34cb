"""Who is away, and who is new, in a month under a change."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from rota.domain.facts import Facts
from rota.domain.people import Agent
from rota.work.errors import Unusable, unknown
from rota.work.whatif.change import NewAgent


def away(facts: Facts, number: int) -> tuple[str, ...]:
    """So many agents of the group, from its home services in proportion, the last of each by id; leaders go last.

    Homes that nobody is needed at are left out, so that a manager who answers no calls is not taken for somebody who
    does. Unusable where fewer are there.
    """
    homes = _homes(facts)
    there = sum(map(len, homes.values()))
    if number > there:
        raise Unusable(
            f"--absent {number}: only {there} agents of {facts.group} are at services that need somebody"
        )
    taken = _in_proportion({home: len(agents) for home, agents in homes.items()}, number)
    leading = {
        entry for team in facts.centre.team for entry in (team.leader, *(deputy.id for deputy in team.deputy))
    }
    chosen: list[str] = []
    for home, agents in homes.items():
        ordered = sorted(sorted(agents, reverse=True), key=lambda agent: agent in leading)
        chosen += ordered[: taken[home]]
    return tuple(sorted(chosen))


def _homes(facts: Facts) -> Mapping[str, Sequence[str]]:
    """The group's agents in the period by home, at services where somebody is needed; all where nobody is anywhere."""
    found: dict[str, list[str]] = defaultdict(list)
    for agent in facts.agents:
        standing = next(
            (s for day in facts.period.days if (s := facts.standing(agent, day)) is not None), None
        )
        if standing is not None:
            found[standing.home].append(agent)
    needed = {home: agents for home, agents in found.items() if _needs_somebody(facts, home)}
    return dict(sorted((needed or found).items()))


def _needs_somebody(facts: Facts, service: str) -> bool:
    days = facts.period.days
    return service in facts.services and any(
        facts.needs(service, day) or facts.demand.deferred(service, day) for day in days
    )


def _in_proportion(sizes: Mapping[str, int], number: int) -> Mapping[str, int]:
    """``number`` dealt out in proportion to ``sizes``, whole: largest remainders first, then the larger home, then by name."""
    everybody = sum(sizes.values())
    exact = {home: Fraction(number * size, everybody) for home, size in sizes.items()}
    dealt = {home: int(share) for home, share in exact.items()}
    left = number - sum(dealt.values())
    order = sorted(sizes, key=lambda home: (dealt[home] - exact[home], -sizes[home], home))
    for home in order[:left]:
        dealt[home] += 1
    return dealt


def joined(facts: Facts, wanted: Sequence[NewAgent]) -> tuple[Agent, ...]:
    """The new agents, there from the first day of the period on, each in the team with most people of their home."""
    taken = {agent.id for agent in facts.people.agent}
    made: list[Agent] = []
    for one in wanted:
        id = next(name for at in range(1, len(taken) + 2) if (name := f"new-{at}") not in taken)
        taken.add(id)
        made.append(_agent(facts, one, id))
    return tuple(made)


def _agent(facts: Facts, wanted: NewAgent, id: str) -> Agent:
    contracts = {contract.id: contract for contract in facts.centre.contract}
    if wanted.contract not in contracts:
        raise unknown("contract", wanted.contract, contracts)
    skills = {service.needs_skill: service.id for service in reversed(tuple(facts.services.values()))}
    for skill in wanted.skills:
        if skill not in skills:
            raise unknown(f"skill of {facts.group}", skill, skills)
    home = skills[wanted.skills[0]]
    team = _team(facts, home)
    members = [agent for agent in facts.people.agent if agent.team == team] or list(facts.people.agent)
    usual = Counter(agent.employer for agent in members).most_common(1)[0][0]
    return Agent(
        id=id,
        team=team,
        employer=contracts[wanted.contract].employer or usual,
        contract=wanted.contract,
        home=home,
        skills=wanted.skills,
        from_=facts.period.start,
    )


def _team(facts: Facts, home: str) -> str:
    """The team at the site of ``home`` that has most agents of it, the smallest of equals, then by order."""
    site = facts.services[home].site
    sites = {team.id: team.site for team in facts.centre.team}
    teams = [team for team in facts.teams if sites[team] == site] or list(facts.teams)
    own = Counter(agent.team for agent in facts.people.agent if agent.home == home)
    size = Counter(agent.team for agent in facts.people.agent)
    return min(teams, key=lambda team: (-own[team], size[team]))
