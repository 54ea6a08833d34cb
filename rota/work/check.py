"""Judge rotas: one, a month's, or all that count with the repository around them; and report what was found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rota.checking import worst_first
from rota.domain.period import Period
from rota.domain.place import Place
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.report import Report, Section
from rota.rules import Finding, Level
from rota.work.catalogue import described
from rota.work.choose import Chosen, choose, every, group_of
from rota.work.errors import Unusable
from rota.work.narrow import Narrow
from rota.work.publishing.stage import title
from rota.work.ruleset import rules_of
from rota.work.show import display_names
from rota.work.situation import Judged, check_rota

ANY_MONTH = "2026-01"
"""All rule tables are read, whichever month's are asked for."""


@dataclass(frozen=True)
class Wanted:
    """Which rota to check: a file, or a month's; where neither is given, all of them and the repository as a whole."""

    month: str | None = None
    group: str | None = None
    draft: int | None = None
    file: Path | None = None

    @property
    def whole(self) -> bool:
        """Whether everything is to be judged."""
        return self.month is None and self.file is None


@dataclass(frozen=True)
class How:
    """How strictly to judge: what fails, whether the unknown does, and which findings are asked for at all."""

    fail_on: Level = Level.MUST
    strict: bool = False
    narrow: Narrow = field(default_factory=Narrow)


@dataclass(frozen=True)
class Checked:
    """What was judged, by its name, and the verdicts on it."""

    title: str
    judged: Judged
    names: Mapping[str, str]

    @property
    def heading(self) -> str:
        """The title as the first line of a text."""
        return f"Checked: {self.title}"

    @property
    def section(self) -> Section:
        """Its part of a report."""
        facts = self.judged.rota.facts
        return Section(self.title, self.judged.findings, facts.group, facts.period.month)


def report(start: Path, wanted: Wanted, how: How) -> Report:
    """The verdict on what is ``wanted`` in the repository around ``start``; faults of its input are findings too.

    Unusable where what is wanted does not exist.
    """
    try:
        repo = Repository.open(start)
    except BadInput as error:
        return _finished((_faults(error),), None, how, faulty=True)
    sections, broken = _rotas(repo, wanted)
    return _finished(sections, repo, how, faulty=broken)


def _rotas(repo: Repository, wanted: Wanted) -> tuple[tuple[Section, ...], bool]:
    """A section for each rota, and whether one of them could not be read: the others are judged all the same."""
    sections: list[Section] = []
    try:
        sections += (checked.section for checked in _look(repo, wanted))
    except BadInput as error:
        return (*sections, _faults(error)), True
    return tuple(sections), False


def _look(repo: Repository, wanted: Wanted) -> Iterator[Checked]:
    if wanted.file is not None:
        yield check_file(repo, wanted.file)
    elif wanted.month is not None:
        yield check_month(repo, wanted.month, wanted.group, wanted.draft)
    else:
        yield from check_all(repo)


def _faults(error: BadInput) -> Section:
    return Section("the files", worst_first(error.findings))


def _finished(sections: tuple[Section, ...], repo: Repository | None, how: How, *, faulty: bool) -> Report:
    """The report of ``sections``: what was not asked for left out, and with all that formats need besides."""
    kept = tuple(replace(part, findings=how.narrow.keep(part.findings)) for part in sections)
    found = [finding for part in kept for finding in part.findings]
    return Report(
        kept,
        how.fail_on,
        how.strict,
        faulty,
        sum(len(part.findings) for part in sections) - len(found),
        _lines(repo, found) if repo else {},
        display_names(repo) if repo else {},
        described(finding.code for finding in found),
    )


def _lines(repo: Repository, found: list[Finding]) -> dict[Place, str]:
    """The text of the line at each place found."""
    places = {place for finding in found for place in (finding.place, finding.second) if place and place.line}
    lines: dict[Place, str] = {}
    for place in places:
        text = repo.document(place.file).text.split("\n")
        if place.line <= len(text):
            lines[place] = text[place.line - 1]
    return lines


def check_all(repo: Repository) -> Iterator[Checked]:
    """Every published rota and the newest draft of every month; the rules are read even if there is none."""
    found = False
    for chosen in every(repo):
        found = True
        yield _checked(repo, chosen)
    if not found:
        rules_of(repo, Period.of_month(ANY_MONTH))


def check_month(repo: Repository, month: str, group: str | None, draft: int | None) -> Checked:
    """One month's draft or rota, as :func:`rota.work.choose.choose` picks it."""
    return _checked(repo, choose(repo, group_of(repo, group), month, draft))


def check_file(repo: Repository, path: Path) -> Checked:
    """Any rota file, also one that lies outside the repository or was made by hand; Unusable if there is none."""
    if not path.is_file():
        raise Unusable(
            f"there is no file {path}; give the path of a rota file, or a month: rota check 2026-12"
        )
    file = repo.rota_at(path)
    return Checked(str(path), check_rota(repo, file), display_names(repo))


def _checked(repo: Repository, chosen: Chosen) -> Checked:
    return Checked(title(repo, chosen), check_rota(repo, chosen.file), display_names(repo))
