"""The check: judge what is wanted, hold it against the baseline and the commit before, and report it."""

from dataclasses import replace
from pathlib import Path

from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.report import Report, Section
from rota.work import baseline
from rota.work.catalogue import in_force, law_left_out
from rota.work.errors import Unusable
from rota.work.judging import faults_section, sections_of
from rota.work.reporting import reported
from rota.work.show import display_names
from rota.work.since.back import Back, looking_back
from rota.work.since.held import held, reviewed
from rota.work.wanted import How, Wanted


def report(start: Path, wanted: Wanted, how: How) -> Report:
    """The verdict on what is ``wanted`` in the repository around ``start``; faults of its input are findings too.

    Unusable where what is wanted does not exist.
    """
    try:
        with looking_back(start, how.since) as back:
            return _judged(start, wanted, how, back)
    except BadInput as error:
        return reported((), (faults_section(error.findings),), start, how)


def _judged(start: Path, wanted: Wanted, how: How, back: Back | None) -> Report:
    try:
        repo = Repository.open(start)
        repo.trusted = back.trusted if back else None
        judged, faults = sections_of(repo, wanted)
    except BadInput as error:
        told = (held(back, None, (), verify=False),) if back else ()
        return reported(told, (faults_section(error.findings),), start, how)
    marked = baseline.marked(repo.baseline, judged)
    gone = baseline.gone(repo.baseline, judged) if wanted.whole and not faults else 0
    if back is not None:
        marked = reviewed(back, repo, marked, _before(back, wanted), verify=how.signed)
    found = reported(marked, faults, repo.root, how, display_names(repo))
    return replace(found, gone=gone, law_left_out=_law_left_out(repo) if wanted.whole and not faults else ())


def _law_left_out(repo: Repository) -> tuple[str, ...]:
    return tuple(f"{rule.code} {rule.name} ({rule.law})" for rule in law_left_out(repo, in_force(repo, None)))


def _before(back: Back, wanted: Wanted) -> tuple[Section, ...]:
    """What would have been reported then; nothing where what is wanted was not there."""
    file = back.as_it_was(wanted.file) if wanted.file else None
    if back.repo is None or (wanted.file and not file):
        return ()
    try:
        return baseline.marked(back.repo.baseline, sections_of(back.repo, replace(wanted, file=file))[0])
    except (BadInput, Unusable):
        return ()
