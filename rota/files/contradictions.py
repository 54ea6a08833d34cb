"""Everything in which the files of a repository contradict one another."""

from collections.abc import Iterator, Mapping

from rota.files.beside import beside_findings
from rota.files.calendarchecks import calendar_findings
from rota.files.consistency import consistency_findings
from rota.files.contents import Contents
from rota.files.dates import date_findings
from rota.files.locks import lock_findings
from rota.files.references import id_findings
from rota.files.toml import Document
from rota.files.waiverfile import waiver_findings
from rota.files.world import World
from rota.rules import Finding


def contradictions(world: World, contents: Contents, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Ids that lead nowhere, dates that cannot be, facts that cannot all be true; all of them, in that order."""
    yield from id_findings(world, contents, documents)
    yield from beside_findings(world, documents["people.toml"])
    yield from date_findings(world, contents, documents)
    yield from calendar_findings(world, documents["centre.toml"])
    yield from consistency_findings(world, contents, documents)
    yield from lock_findings(world, documents)
    yield from waiver_findings(world, contents.waivers, documents)
