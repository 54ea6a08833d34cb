"""What is found about the repository as a whole, as one section of a report."""

from collections.abc import Iterable, Iterator

from rota.checking import worst_first
from rota.files.codes import Code
from rota.files.repository import Repository
from rota.report import Section
from rota.rules import Finding
from rota.work.privacy.find import private_words
from rota.work.privacy.tracked import names_tracked
from rota.work.ruleset import resolved
from rota.work.whole.calls import calls_unknown
from rota.work.whole.early import early_cells
from rota.work.whole.months import missing_months
from rota.work.whole.record import record_findings
from rota.work.whole.strays import stray_files

TITLE = "the repository"


def whole_sections(repo: Repository, judged: Iterable[Section]) -> tuple[Section, ...]:
    """The section of the repository as a whole, if anything is found; ``judged`` has what its rotas say already."""
    told = frozenset(_told(judged))
    found = (
        finding
        for finding in _found(repo)
        if (finding.code, finding.place and finding.place.file) not in told
    )
    sections = Section(TITLE, worst_first(resolved(repo, finding) for finding in found))
    return (sections,) if sections.findings else ()


def _told(judged: Iterable[Section]) -> Iterator[tuple[str, str]]:
    """The bases of which a rule says already that they are not what was published."""
    for section in judged:
        for finding in section.findings:
            if finding.code == "AUDIT01" and finding.place and not finding.unknown:
                yield Code.TAMPERED.value, finding.place.file


def _found(repo: Repository) -> Iterator[Finding]:
    """In a staff copy most of the record is left out, and looks as if somebody had removed it."""
    yield from private_words(repo.root, repo.centre.privacy.allow)
    if repo.staff_copy is None:
        yield from names_tracked(repo)
        yield from missing_months(repo)
        yield from calls_unknown(repo)
        yield from early_cells(repo)
        yield from stray_files(repo)
        yield from record_findings(repo)
