"""Hold a change against the commit that it is to go into: all that is to be said about the change itself."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from rota.checking import worst_first
from rota.domain.place import Place
from rota.files.baseline import FILE as BASELINE
from rota.files.codes import Code
from rota.files.commits import Commits
from rota.files.errors import remark
from rota.files.git import GitTrouble
from rota.files.repository import Repository
from rota.report import Section
from rota.rules import Finding, Level
from rota.show.words import counted as words
from rota.work.errors import Unusable
from rota.work.ruleset import resolved
from rota.work.since.back import Back
from rota.work.since.before import excused, without_growth, without_new_excuses
from rota.work.since.copies import copies
from rota.work.since.entitlement import Judges, mistimed, unentitled, unpublished
from rota.work.since.grown import forced, shrunk, touched
from rota.work.since.kept import FOLDERS
from rota.work.since.measure import WAIVERS, changed
from rota.work.since.oldrules import by_rules_of_before
from rota.work.since.signed import Signed, counted

_RULES = frozenset({"AUDIT01", "AUDIT02", "AUDIT03"})
"""Rules that say the same of published rotas, and of those who decide about them, where they are in force."""


def reviewed(
    back: Back,
    repo: Repository,
    judged: Sequence[Section],
    before: Iterable[Section],
    *,
    verify: bool,
) -> tuple[Section, ...]:
    """``judged`` and what is found about the change, less what is in ``before``, which is what was there."""
    known = tuple(before)
    counting = without_growth(back, repo, without_new_excuses(back, repo, judged), known)
    sections = (*counting, held(back, repo, counting, verify=verify))
    return excused(back, sections, known)


def held(back: Back, repo: Repository | None, judged: Sequence[Section], *, verify: bool) -> Section:
    """What is found about the change, beside what the rules have found in the rotas ``judged``.

    ``repo`` is None where it cannot be read as it is now: then only what git alone can tell is told. With ``verify``
    every new event has to be signed by whoever wrote it. Raises Unusable where git cannot tell.
    """
    back = replace(back, now=repo)
    with _in_words():
        commits = Commits.between(back.git, back.older, back.newer, _paths(back))
        found = [*_first(back), *forced(back), *shrunk(back), *touched(back, commits)]
        new = back.here.new_since(back.kept)
        title = f"the change since {back.ref}, {words(len(new), 'new event')}"
        found += copies(back, new)
        signed = Signed.of(back, commits, new) if verify else None
        if repo is not None:
            judges = Judges.of(repo, back.trusted)
            said = signed.told(judges) if signed else ()
            title += f" ({', '.join(counted(said))})" if signed else ""
            found += [one.finding for one in said if one.finding is not None]
            found += mistimed(back, new)
            found += changed(back, repo, _by_hr(signed))
            found += by_rules_of_before(back, repo, judged)
            said_already = (*found, *(finding for part in judged for finding in part.findings))
            found += _not_said(said_already, (*unentitled(judges, new), *unpublished(back)))
    placed = (finding if repo is None else resolved(repo, finding) for finding in found)
    return Section(title, worst_first(placed))


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except GitTrouble as trouble:
        raise Unusable(str(trouble)) from trouble


def _paths(back: Back) -> tuple[str, ...]:
    return tuple(f"{back.git.prefix}{name}" for name in (*FOLDERS, WAIVERS, BASELINE))


def _first(back: Back) -> Iterator[Finding]:
    level = Level.SHOULD
    if back.kept is None and (gone := back.git.repositories(back.older) - back.git.repositories(back.newer)):
        level = Level.MUST
        message = (
            f"at {back.ref} the rota repository lay in {' and '.join(sorted(gone))}, and it is not there any more: "
            "nothing of this can be held against what was there"
        )
    elif back.kept is None:
        message = f"there is no rota repository at {back.ref}: whoever this change says is in charge is taken at its word"
    elif back.repo is None:
        message = f"not all files can be read as they were at {back.ref}: nothing counts as there before"
    else:
        return
    fix = "look at centre.toml, people.toml and rules.toml by themselves before you approve the change"
    yield remark(Code.NOTHING_BEFORE, message, fix, Place("centre.toml"), level=level)


def _by_hr(signed: Signed | None) -> dict[str, bool]:
    return {file: signed.by_hr(file) for file in (WAIVERS, BASELINE)} if signed else {}


def _not_said(already: Iterable[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """Those of ``found`` about files of which a rule has not said as much already."""
    told = {
        finding.place.file
        for finding in already
        if finding.place and finding.code in _RULES and not (finding.excuse or finding.unknown)
    }
    return (finding for finding in found if finding.place is None or finding.place.file not in told)
