"""git, asked and never trusted: the one place that calls it for what a verdict goes by.

Only plumbing that reads is called, with argument lists. Nothing that lies in the repository gets to run: its hooks,
filters, diff and signing programs, file-system monitors and transports are switched off, and neither settings of the
user nor of the machine are read. What would let it show other objects than those that were signed (replacements,
grafts, a written commit graph) is switched off too.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rota.files.paths import MARKER, checkout, is_submodule

SECONDS = 120
"""How long git may take for one answer."""

MAX_TREE = 64 * 1024 * 1024
"""Bytes of rota files in one commit that are read, and no more."""

_NOTHING = os.devnull
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": _NOTHING,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": _NOTHING,
    "GIT_GRAFT_FILE": _NOTHING,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
_SETTINGS = {
    "core.askPass": "",
    "core.attributesFile": _NOTHING,
    "core.commitGraph": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": _NOTHING,
    "core.pager": "cat",
    "core.sshCommand": "false",
    "core.warnAmbiguousRefs": "true",
    "credential.helper": "",
    "gpg.format": "ssh",
    "gpg.openpgp.program": _NOTHING,
    "gpg.program": _NOTHING,
    "gpg.ssh.program": _NOTHING,
    "gpg.x509.program": _NOTHING,
    "log.showSignature": "false",
    "protocol.allow": "never",
}
_NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_PLAIN_FILES = frozenset({"100644", "100755"})


class GitTrouble(Exception):  # noqa: N818 - it names what happened, and is no error of ours
    """git is not there, or does not have what was asked for; the message says what to do."""


@dataclass(frozen=True)
class Entry:
    """A plain file in a commit: its path below the rota repository, the name of its content, and its bytes."""

    path: str
    content: str
    size: int


@dataclass(frozen=True)
class Git:
    """The git repository around a folder. ``prefix`` leads from its top to that folder, and ends in ``/`` or is empty."""

    top: Path
    prefix: str

    @classmethod
    def around(cls, root: Path) -> "Git":
        """The git repository that holds ``root``, with its whole history; GitTrouble where there is none, or only part of it."""
        top = checkout(root)
        if top is None:
            raise GitTrouble(
                f"{root} is not under git, so there is nothing to hold it against; leave out --since, "
                "or clone the repository instead of copying its files"
            )
        if is_submodule(top):
            # What is around it says where it comes from, and so what its branches are.
            raise GitTrouble(f"{top} is a submodule of what is being changed; check it in a clone of its own")
        inside = root.relative_to(top).as_posix()
        git = cls(top, "" if inside == "." else f"{inside}/")
        if git.run("rev-parse", "--is-shallow-repository").strip() == b"true":
            raise GitTrouble(
                "this clone has only the newest commits, so what was done since cannot be seen: clone with "
                "`fetch-depth: 0` (GitHub), `GIT_DEPTH: 0` (GitLab), `fetchDepth: 0` (Azure), "
                "or run `git fetch --unshallow`"
            )
        return git

    def run(self, *words: str, given: bytes = b"", settings: Mapping[str, str] | None = None) -> bytes:
        """What git answers to ``words``; GitTrouble where it fails. ``settings`` are laid over our own."""
        return self._ran(words, given, settings or {}).stdout

    def _ran(
        self, words: Iterable[str], given: bytes, settings: Mapping[str, str]
    ) -> "subprocess.CompletedProcess[bytes]":
        # A folder named so is taken as it is, whoever owns it: nothing that it says is run.
        command = ["git", "--no-pager", f"--git-dir={self.top / '.git'}", f"--work-tree={self.top}"]
        for key, value in {**_SETTINGS, **settings}.items():
            command += ["-c", f"{key}={value}"]
        kept = {key: value for key, value in os.environ.items() if not key.upper().startswith("GIT_")}
        try:
            ran = subprocess.run(
                [*command, *words],
                cwd=self.top,
                env=kept | _ENVIRONMENT,
                input=given,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except FileNotFoundError as error:
            raise GitTrouble("git is not installed, or not on the PATH; --since needs it") from error
        except (OSError, subprocess.SubprocessError) as error:
            raise GitTrouble(
                f"git did not answer ({type(error).__name__}); see whether `git log` does"
            ) from error
        if ran.returncode:
            raise GitTrouble(f"git {next(iter(words))} failed: {_said(ran.stderr)}; see `git fsck`")
        return ran

    def commit(self, ref: str) -> str:
        """The name of the commit that ``ref`` means; GitTrouble where it means none, or more than one thing."""
        if not ref or ref.startswith("-") or not ref.isprintable():
            raise GitTrouble(
                f"{ref!r} is no name of a commit; say which branch it is to go into: --since origin/main"
            )
        try:
            ran = self._ran(("rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}"), b"", {})
        except GitTrouble as error:
            raise GitTrouble(
                f"git knows no commit {ref}; fetch it first (git fetch origin), or see `git branch --all`"
            ) from error
        if b"ambiguous" in ran.stderr:
            # Whoever may push a tag could otherwise choose what they are held against.
            raise GitTrouble(
                f"{ref} is ambiguous: a branch and a tag, or two branches, are called so; give its whole name, "
                f"such as refs/remotes/{ref}"
            )
        name = ran.stdout.decode().split()[-1]
        if not _NAME.fullmatch(name):
            raise GitTrouble(f"git knows no commit {ref}; see `git branch --all`")
        return name

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether the history of the commit ``newer`` holds ``older``."""
        return not self.run("rev-list", "--max-count=1", older, f"^{newer}").strip()

    def files(self, commit: str) -> tuple[Entry, ...]:
        """The plain files below the folder in ``commit``, links and odd names left out; none where it has no such folder."""
        folder = self.prefix.rstrip("/")
        if folder and not self.run("ls-tree", "-d", "-z", commit, folder):
            return ()
        listed = self.run("ls-tree", "-r", "-l", "-z", f"{commit}:{folder}")
        return tuple(entry for row in listed.split(b"\0") if (entry := _entry(row)) is not None)

    def repositories(self, commit: str) -> frozenset[str]:
        """The folders of ``commit``, from its top, that hold a rota repository; ``.`` for the top itself."""
        listed = self.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit).split(b"\0")
        paths = (PurePosixPath(path.decode(errors="replace")) for path in listed)
        return frozenset(str(path.parent) for path in paths if path.name == MARKER)

    def contents(self, names: Iterable[str]) -> dict[str, bytes]:
        """What stands in each of these files' contents; GitTrouble where one is missing or together they are too large."""
        wanted = list(dict.fromkeys(names))
        given = "".join(f"{name}\n" for name in wanted).encode()
        if not wanted:
            return {}
        sizes = self.run("cat-file", "--batch-check=%(objectsize)", given=given).split()
        if not all(size.isdigit() for size in sizes) or sum(map(int, sizes)) > MAX_TREE:
            raise GitTrouble(
                f"git misses what it should hold, or it is over {MAX_TREE:,} bytes; see `git fsck`"
            )
        return _batch(self.run("cat-file", "--batch", given=given))


def _entry(row: bytes) -> Entry | None:
    told, _, path = row.partition(b"\t")
    words = told.decode().split()
    if len(words) != 4 or words[0] not in _PLAIN_FILES:
        return None
    try:
        name = path.decode()
    except UnicodeDecodeError:
        return None
    plain = all(_PART.fullmatch(part) for part in name.split("/"))
    return Entry(name, words[2], int(words[3])) if plain else None


def _batch(text: bytes) -> dict[str, bytes]:
    found, at = {}, 0
    while at < len(text):
        end = text.index(b"\n", at)
        name, _, size = text[at:end].decode().split(" ")
        found[name] = text[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size) + 1
    return found


def _said(text: bytes) -> str:
    """The last line that git said, with nothing in it that a terminal would obey."""
    lines = [line for line in text.decode(errors="replace").splitlines() if line.strip()]
    return "".join(letter for letter in lines[-1] if letter.isprintable()) if lines else "it did not say why"
