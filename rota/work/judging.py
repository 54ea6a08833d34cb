"""Judge rotas: one, a month's, or all that count with the repository around them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rota.checking import worst_first
from rota.domain.period import Period
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.report import Section
from rota.rules import Finding
from rota.work.choose import Chosen, choose, every, group_of
from rota.work.errors import Unusable
from rota.work.publishing.stage import title
from rota.work.ruleset import resolved, rules_of
from rota.work.situation import Judged, check_rota
from rota.work.waiving.tally import Tally
from rota.work.wanted import Wanted
from rota.work.whole.calls import calls_missing
from rota.work.whole.months import history_missing
from rota.work.whole.section import whole_sections

ANY_MONTH = "2026-01"
"""All rule tables are read, whichever month's are asked for."""


@dataclass(frozen=True)
class Checked:
    """What was judged, by its name, and the verdicts on it."""

    title: str
    judged: Judged

    @property
    def section(self) -> Section:
        """Its part of a report."""
        facts = self.judged.rota.facts
        rules = {verdict.rule.name: verdict.rule.code for verdict in self.judged.verdicts}
        return Section(self.title, self.judged.findings, facts.group, facts.period.month, rules)


def sections_of(repo: Repository, wanted: Wanted) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """A section for each rota, and one of the faults of those that could not be read: the others are judged all the same."""
    sections: list[Section] = []
    wrong: list[Finding] = []
    tally = Tally(repo)
    for look in _looks(repo, wanted):
        try:
            checked = look()
        except BadInput as error:
            wrong.extend(error.findings)
        else:
            sections.append(_section(repo, checked))
            tally.add(checked.judged)
    sections += tally.sections(whole=wanted.whole and not wrong)
    if wanted.whole:
        sections += whole_sections(repo, sections)
    # What is wrong with the rules is wrong for every month.
    return tuple(sections), (faults_section(dict.fromkeys(wrong)),) if wrong else ()


def faults_section(wrong: Iterable[Finding]) -> Section:
    """Faults of the input as a section of their own."""
    return Section("the files", worst_first(wrong), faults=True)


def _section(repo: Repository, checked: Checked) -> Section:
    """The section of one rota, with what its rules should know and do not: months before it, and calls."""
    rota = checked.judged.rota
    unknown = (*history_missing(repo, rota), *calls_missing(repo, rota))
    missing = tuple(resolved(repo, finding) for finding in unknown)
    section = checked.section
    return replace(section, findings=worst_first((*section.findings, *missing))) if missing else section


def _looks(repo: Repository, wanted: Wanted) -> Iterator[Callable[[], Checked]]:
    """What is to be judged, each by itself; the rules are read even if there is nothing."""
    if wanted.file is not None:
        yield partial(check_file, repo, wanted.file)
    elif wanted.month is not None:
        yield partial(check_month, repo, wanted.month, wanted.group, wanted.draft)
    else:
        names = tuple(every(repo))
        yield from (partial(check_month, repo, month, group, draft) for group, month, draft in names)
        if not names:
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
    return Checked(str(path), check_rota(repo, file))


def _checked(repo: Repository, chosen: Chosen) -> Checked:
    return Checked(title(repo, chosen), check_rota(repo, chosen.file))
