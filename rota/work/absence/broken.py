"""Which rules that must hold an absence breaks: it is recorded all the same, and nobody should be surprised."""

from collections.abc import Iterable, Iterator

from rota.domain.matter import CellChange
from rota.files.repository import Repository
from rota.rules import Finding, Level
from rota.work.amend import months_of
from rota.work.edit import compare
from rota.work.situation import check_rota


def broken(before: Repository, after: Repository, cells: Iterable[CellChange]) -> Iterator[Finding]:
    """The must findings, waived ones apart, that came as ``cells`` changed, from the repository as it was to what it is now."""
    for group, month in months_of(after, cells):
        stood, stands = before.rotas(group)[month], after.rotas(group)[month]
        came, _ = compare(check_rota(before, stood).findings, check_rota(after, stands).findings)
        musts = (finding for finding in came if finding.level is Level.MUST and not finding.unknown)
        yield from (finding for finding in musts if finding.excuse is None)
