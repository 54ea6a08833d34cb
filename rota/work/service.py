"""What ``rota service`` looks at: a rota, chosen as for ``rota show``, and how its calls fare."""

from rota.domain.answering import Answering
from rota.domain.cover import Cover
from rota.domain.levels import called, level_of
from rota.files.repository import Repository
from rota.show.service import ServiceSheet
from rota.work.errors import unknown
from rota.work.show import Wanted, look_up


def service_sheet(repo: Repository, wanted: Wanted, service: str | None = None) -> tuple[ServiceSheet, str]:
    """How calls fare in the rota that is ``wanted``, at one ``service`` or at all, and what that rota is called.

    Unusable says what does not exist, and what does.
    """
    shown = look_up(repo, wanted)
    rota, facts = shown.rota, shown.rota.facts
    if service is not None and service not in facts.services:
        raise unknown(f"service of {facts.group}", service, facts.services)
    services = tuple(facts.services) if service is None else (service,)
    days = facts.period.days if wanted.day is None else (wanted.day,)
    answering = Answering(Cover(rota))
    levels = tuple(level_of(answering, one, days) for one in called(facts, services, days))
    quiet = tuple(one for one in services if one not in {level.service for level in levels})
    return ServiceSheet(facts, levels, quiet, wanted.day), shown.title
