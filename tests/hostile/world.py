"""An edition in which every name is one that means harm: of agents, services, patterns, teams, the group and the centre."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle

from rota.domain.audience import Audience
from rota.show.edition.cover import Strip
from rota.show.edition.whole import Edition
from rota.show.safe import safe
from tests.calls_world import called
from tests.edition_world import edition
from tests.hostile.names import FIXED, generated

BATCH = 260


def editions(audience: Audience = Audience.LEADER) -> Iterator[tuple[Edition, tuple[str, ...]]]:
    """All names in as few editions as can be, each with the names of its agents in order, as they are to come back."""
    everybody = [*FIXED, *generated()]
    for at in range(0, len(everybody), BATCH):
        names = everybody[at : at + BATCH]
        yield hostile(names, audience), tuple(safe(name) for name in names)


def hostile(names: Sequence[str], audience: Audience = Audience.LEADER) -> Edition:
    """An edition with an agent for each of ``names``; everything else that has a name is called like some of them."""
    plain = edition(called(), audience)
    shown = [safe(name) for name in names]
    others = cycle(shown)
    pattern = next(iter(plain.members))
    members = tuple(replace(pattern, id=f"h{at:04}", name=name) for at, name in enumerate(shown))
    services = {one.id: replace(one, name=next(others)) for one in plain.services}
    strips = tuple(Strip(services[one.service.id], one.days, one.calls) for one in plain.strips)
    return replace(
        plain,
        centre=next(others),
        group_name=next(others),
        teams=(replace(plain.teams[0], name=next(others), leader=next(others), members=members),),
        services=tuple(services.values()),
        strips=strips,
        patterns=tuple(replace(one, name=next(others)) for one in plain.patterns),
        days=(replace(plain.days[0], holiday=next(others)), *plain.days[1:]),
    )
