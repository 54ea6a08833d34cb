"""The commit that a change is held against, read as a repository of its own: what stood there, and who was in charge."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rota.domain.centre import Centre
from rota.domain.people import People
from rota.domain.record import Trusted
from rota.files.callsheet import FOLDER as DEMAND
from rota.files.errors import BadInput
from rota.files.git import MAX_TREE, Git, GitTrouble
from rota.files.guard import MAX_BYTES
from rota.files.loading import Loader
from rota.files.names import FILE as NAMES
from rota.files.paths import MARKER, find_root
from rota.files.repository import Repository
from rota.files.signers import FILE as SIGNERS
from rota.work.errors import Unusable
from rota.work.since.kept import Kept

_PEOPLE = "people.toml"
_IN_CHARGE = frozenset({MARKER, _PEOPLE})

MOST = 100_000
"""So many files of a commit are read."""


@dataclass(frozen=True)
class Back:
    """``older``, which ``ref`` names, beside ``newer``, which is checked out; each is a commit by its whole name.

    ``kept`` and ``trusted`` are what was recorded there and who was in charge, None where there was no repository;
    ``repo`` is all of it, None also where some of its files cannot be read. ``signers`` is the text of its list of
    allowed signers, None where it had none. ``now`` is the repository as it is now, where it has been read already.
    """

    ref: str
    git: Git
    root: Path
    older: str
    newer: str
    kept: Kept | None
    repo: Repository | None
    trusted: Trusted | None
    signers: str | None
    now: Repository | None = None

    @cached_property
    def here(self) -> Kept:
        """What is kept in the folder as it is now."""
        return Kept.by(self.now) if self.now else Kept.below(self.root)

    def as_it_was(self, file: Path) -> Path | None:
        """Where the ``file`` lies as it was; None for one from elsewhere, or that was not there."""
        whole = file.resolve()
        if self.repo is None or not whole.is_relative_to(self.root):
            return None
        then = self.repo.root / whole.relative_to(self.root)
        return then if then.is_file() else None

    @property
    def short(self) -> str:
        """The commit for a reader, as git shortens it."""
        return self.older[:10]


@contextmanager
def looking_back(start: Path, ref: str | None) -> Iterator[Back | None]:
    """What the repository around ``start`` is held against, if anything; it can be read until the end of the block.

    Raises Unusable, with what to do, where git has no such commit or its centre cannot be read; BadInput where there is
    no repository.
    """
    if ref is None:
        yield None
        return
    root = find_root(start)
    with tempfile.TemporaryDirectory(prefix="rota-since-") as folder:
        try:
            git = Git.around(root)
            older, newer = git.commit(ref), git.commit("HEAD")
            signers = _laid_out(git, older, Path(folder).resolve())
        except GitTrouble as trouble:
            raise Unusable(str(trouble)) from trouble
        yield _read(Path(folder).resolve(), ref, git, root, older, newer, signers)


def _laid_out(git: Git, commit: str, folder: Path) -> str | None:
    """Write what rota reads of ``commit`` below ``folder``; the text of its allowed signers."""
    files = [entry for entry in git.files(commit) if entry.path != NAMES and entry.size <= MAX_BYTES]
    # What else lies there may be told of as stray; where it is much, rota's own files have to do.
    few = sum(entry.size for entry in files) <= MAX_TREE
    wanted = [entry for entry in files if few or _is_read(entry.path)]
    if len(wanted) > MOST:
        raise GitTrouble(f"the commit holds {len(wanted):,} files, limit {MOST:,}; see `git ls-tree -r`")
    contents = git.contents(entry.content for entry in wanted)
    for entry in wanted:
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[entry.content])
    found = next((contents[entry.content] for entry in wanted if entry.path == SIGNERS), None)
    return None if found is None else found.decode("utf-8-sig", errors="replace")


def _is_read(path: str) -> bool:
    return (
        path.endswith(".toml") or path == SIGNERS or (path.endswith(".csv") and path.startswith(f"{DEMAND}/"))
    )


def _read(folder: Path, ref: str, git: Git, root: Path, older: str, newer: str, signers: str | None) -> Back:
    if not (folder / MARKER).exists():
        return Back(ref, git, root, older, newer, None, None, None, signers)
    try:
        whole = Repository.open(folder)
    except BadInput as error:
        kept = Kept.below(folder)
        trusted = Trusted(*_in_charge(folder, ref, error), kept.refs)
        return Back(ref, git, root, older, newer, kept, None, trusted, signers)
    kept = Kept.by(whole)
    trusted = Trusted(whole.centre, whole.people, kept.refs)
    return Back(ref, git, root, older, newer, kept, whole, trusted, signers)


def _in_charge(folder: Path, ref: str, error: BadInput) -> tuple[Centre, People]:
    """Who was in charge, where other files are at fault; Unusable where nobody can tell."""
    loader = Loader(folder)
    centre, people = loader.model(Centre, MARKER), loader.model(People, _PEOPLE)
    wrong = [finding for finding in error.findings if finding.place and finding.place.file in _IN_CHARGE]
    if centre is None or people is None or wrong:
        raise Unusable(
            f"at {ref} nobody can tell who was in charge, as these cannot be read; put that right there first, or name "
            "an earlier commit with --since:",
            *(f"{finding.place}: {finding.code} {finding.message}" for finding in wrong),
        )
    return centre, people
