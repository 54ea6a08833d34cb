"""What came between two commits, commit by commit: which files each made what they are, and by whose key it is signed."""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cached_property
from pathlib import Path

from rota.files.git import Git, GitTrouble

OLDEST = (2, 34)
"""The first git that reads signatures made with SSH keys."""

MOST = 20_000
"""So many commits at most are looked at."""

_LATEST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())
_NO_FILE = re.compile(r"0+")
_SEPARATOR = "\x01"


@dataclass(frozen=True)
class Made:
    """What one commit itself did to a file, beyond what any of its parents had.

    ``before`` are the contents of the file in its parents, as git names them, and ``after`` is what it has since;
    None for no file.
    """

    commit: str
    path: str
    before: frozenset[str]
    after: str | None


class Seal(Enum):
    """What a commit's signature is worth, whoever it is of."""

    NONE = "is not signed with an SSH key"
    BROKEN = "carries a signature that does not fit it"
    WHOLE = "is signed"


@dataclass(frozen=True)
class Signature:
    """The signature of a commit: its key by fingerprint, and whether git finds it among the allowed signers at ``at``.

    ``at`` is the time of the commit, which is what its committer says.
    """

    seal: Seal
    key: str
    allowed: bool
    at: datetime


@dataclass(frozen=True)
class Commits:
    """The commits that are in the history of one commit and not of another, each with its parents, the newest first."""

    git: Git
    parents: Mapping[str, tuple[str, ...]]
    paths: tuple[str, ...]

    @classmethod
    def between(cls, git: Git, older: str, newer: str, paths: Iterable[str]) -> "Commits":
        """Those of ``newer`` that ``older`` lacks, looked at below ``paths`` alone."""
        listed = git.run("rev-list", "--parents", "--topo-order", newer, f"^{older}").decode().splitlines()
        if len(listed) > MOST:
            raise GitTrouble(f"there are {len(listed):,} commits since, limit {MOST:,}; name a newer commit")
        rows = (line.split() for line in listed)
        return cls(git, {name: tuple(parents) for name, *parents in rows}, tuple(paths))

    @cached_property
    def made(self) -> tuple[Made, ...]:
        """What each commit itself did; a merge did only what differs from all of its parents."""
        return tuple(made for commit in self._compared for made in self._own(commit))

    @cached_property
    def merged_away(self) -> tuple[Made, ...]:
        """Files that one of these commits made, that none of them took away, and that a merge left out all the same."""
        kept = {(made.path, made.after) for made in self.made if made.after}
        taken = {made.path for made in self.made if made.after is None}
        return tuple(
            Made(commit, path, frozenset({before}), None)
            for commit, sides in self._compared.items()
            for side in sides
            for path, (before, after) in side.items()
            if before and not after and path not in taken and (path, before) in kept
        )

    def touching(self, path: str) -> tuple[Made, ...]:
        """What these commits did to the file at ``path``."""
        return tuple(self._by_path.get(path, ()))

    @cached_property
    def _by_path(self) -> Mapping[str, list[Made]]:
        found: dict[str, list[Made]] = {}
        for made in self.made:
            found.setdefault(made.path, []).append(made)
        return found

    def _own(self, commit: str) -> Iterator[Made]:
        sides = self._compared[commit]
        for path, (_, after) in sides[0].items():
            if all(path in side for side in sides):
                befores = frozenset(before for side in sides if (before := side[path][0]))
                # Who only makes a file executable has not written it.
                if after not in befores:
                    yield Made(commit, path, befores, after)

    @cached_property
    def _compared(self) -> Mapping[str, tuple[Mapping[str, tuple[str | None, str | None]], ...]]:
        """For each commit, and each of its parents, the files that differ: before and after."""
        asked = [(commit, parent) for commit, parents in self.parents.items() for parent in parents or ("",)]
        if not asked:
            return {}
        given = "".join(f"{commit} {parent}".strip() + "\n" for commit, parent in asked).encode()
        words = "diff-tree --stdin --always --root -r -z --raw --no-abbrev --no-renames --no-ext-diff --no-textconv"
        answers = _answers(self.git.run(*words.split(), "--", *self.paths, given=given))
        found: dict[str, list[Mapping[str, tuple[str | None, str | None]]]] = {}
        for (commit, _), (named, files) in zip(asked, answers, strict=True):
            if named != commit:
                raise GitTrouble("git answered something else than it was asked; see `git fsck`")
            found.setdefault(commit, []).append(files)
        return {commit: tuple(sides) for commit, sides in found.items()}


def _answers(text: bytes) -> Iterator[tuple[str, Mapping[str, tuple[str | None, str | None]]]]:
    """Each commit as it is named, with the files that differ."""
    commit: str | None = None
    files: dict[str, tuple[str | None, str | None]] = {}
    words = iter(text.split(b"\0"))
    for word in words:
        if word.startswith(b":"):
            _, mode, before, after, _ = word[1:].decode().split(" ")
            # A link is no file, whatever it leads to.
            new = after if mode.startswith("100") else None
            files[next(words).decode(errors="replace")] = (_content(before), _content(new))
        elif word:
            if commit is not None:
                yield commit, files
            commit, files = word.decode(), {}
    if commit is not None:
        yield commit, files


def _content(name: str | None) -> str | None:
    return None if name is None or _NO_FILE.fullmatch(name) else name


def signatures(git: Git, commits: Sequence[str], allowed: Path) -> dict[str, Signature]:
    """The signature of each of ``commits``, as git finds it by the file ``allowed`` of allowed signers."""
    program = shutil.which("ssh-keygen")
    if program is None:
        raise GitTrouble("ssh-keygen is not installed, or not on the PATH; it belongs to OpenSSH")
    version = re.search(r"(\d+)\.(\d+)", git.run("version").decode())
    if version is None or tuple(map(int, version.groups())) < OLDEST:
        raise GitTrouble(
            f"this git cannot read SSH signatures; version {'.'.join(map(str, OLDEST))} or later can"
        )
    if not commits:
        return {}
    settings = {
        "gpg.ssh.program": str(Path(program).resolve()),
        "gpg.ssh.allowedSignersFile": str(allowed),
        "gpg.minTrustLevel": "undefined",
    }
    words = (
        "log",
        "--no-walk=unsorted",
        "--stdin",
        "--no-mailmap",
        "--no-show-signature",
        "--no-color",
        "-z",
    )
    given = "".join(f"{commit}\n" for commit in commits).encode()
    told = git.run(*words, "--format=%H%x01%G?%x01%GK%x01%ct", given=given, settings=settings).decode()
    rows = (row.strip().split(_SEPARATOR) for row in told.split("\0") if row.strip())
    return {commit: _signature(mark, key, at) for commit, mark, key, at in rows}


def _signature(mark: str, key: str, at: str) -> Signature:
    whole = mark in {"G", "U"} and key.startswith("SHA256:")
    seal = Seal.WHOLE if whole else Seal.NONE if mark == "N" else Seal.BROKEN
    # A commit can be made by hand without a time that git can read: then it is as old as can be.
    when = datetime.fromtimestamp(min(int(at), _LATEST) if at.isdecimal() else 0, UTC)
    return Signature(seal, key if whole else "", mark == "G", when)
