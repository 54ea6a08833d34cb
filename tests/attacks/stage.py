"""A rota repository under git with everybody's SSH keys, on which attacks are acted out and found, or not.

``base`` is a tag of what was there before: December published, and whose key is whose. Whatever comes after is the change.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import Means, Step
from rota.files import matters
from rota.files.repository import Repository
from rota.work.amend import evidence, relinked
from tests.audit_helpers import SWAP, at, changed, then
from tests.cli_helpers import rota
from tests.living_world import DEPUTY, LEADER, NOW, published

BASE = "base"
PEOPLE = ("a1", "a2", "a3", "a4", "a5", "a6", "hr-1")
STRANGER = "mallory"
"""Has a key that nobody is listed with."""

RULES = (
    *("base-unedited", "approved-by-entitled", "no-own-approval", "one-change-a-cell"),
    *("changes-apply", "approval-fits", "consent-given"),
)

_ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
}


class Found(NamedTuple):
    """What a finding says: its code, where it is, and the message."""

    code: str
    file: str
    message: str


class Verdict(NamedTuple):
    """How `rota check` ended, what counts of what it found, and what it said of the change as a whole."""

    code: int
    must: list[Found]
    should: list[Found]
    title: str
    err: str


@dataclass(frozen=True)
class Stage:
    """The repository at ``root``; ``keys`` is the folder with a key for each of PEOPLE and for the stranger."""

    root: Path
    keys: Path

    def git(self, *words: str, check: bool = True, **more: str) -> str:
        """What git says, whatever it is set to on this machine."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        ran = subprocess.run(
            ["git", "-c", "commit.gpgsign=false", "-c", "gc.auto=0", "-c", "gpg.format=ssh", *words],
            cwd=self.root,
            env={**env, **_ALONE, **more},
            capture_output=True,
            text=True,
            check=check,
        )
        return ran.stdout.strip()

    def as_(self, who: str, when: str, name: str | None = None) -> dict[str, str]:
        """The environment in which ``who`` commits, under another ``name`` if they pretend to one."""
        person = {"NAME": name or who, "EMAIL": f"{name or who}@example.org", "DATE": when}
        return {
            f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()
        }

    def commit(self, who: str, when: str = at(14), *, signed: bool = True, name: str | None = None) -> str:
        """Commit all there is, signed with the key of ``who``; returns the commit."""
        self.git("add", "--all")
        words = ["-S", f"--message={who}", "--quiet", "--allow-empty"]
        self.git(
            *("-c", f"user.signingkey={self.keys / who}.pub"),
            *("commit", *(words if signed else words[1:])),
            **self.as_(who, when, name),
        )
        return self.head

    @property
    def head(self) -> str:
        """The commit that is checked out; read where git keeps it, as asking for it takes as long as a commit."""
        at = self._tip
        return at.read_text("utf-8").strip() if at.is_file() else self.git("rev-parse", "HEAD")

    @property
    def _tip(self) -> Path:
        """The file that says which commit is checked out; none where git keeps it another way."""
        head = self.root / ".git" / "HEAD"
        text = head.read_text("utf-8") if head.is_file() else ""
        return head.parent / text[5:].strip() if text.startswith("ref: ") else head

    def merge(self, branch: str, *words: str) -> None:
        """Merge a branch as a server does, unsigned."""
        self.git("merge", "--no-ff", "--quiet", "--no-edit", *words, branch, **self.as_("server", at(15)))

    def check(self, *words: str, since: str = BASE, verify: bool = True, now: str = NOW) -> Verdict:
        """The verdict of ``rota check --since base --verify-signatures``."""
        signed = ("--verify-signatures",) if verify else ()
        ran = rota(
            *("check", "--since", since, *signed, "--format", "json", "--repo", self.root, *words),
            ROTA_NOW=now,
        )
        told = json.loads(ran.out) if ran.out.startswith("{") else {"sections": []}
        counts = [
            finding for part in told["sections"] for finding in part["findings"] if not finding["excuse"]
        ]
        title = next((part["title"] for part in told["sections"] if "since" in part["title"][:20]), "")
        return Verdict(ran.code, list(_at(counts, "must")), list(_at(counts, "should")), title, ran.err)

    # ---- what people do ----------------------------------------------------------------------------------

    def ask(self, ref: str = SWAP, *, by: str = "a4", **more: object) -> None:
        """a4 asks a5 to swap."""
        event = ChangeEvent(event=Step.REQUESTED, by=by, at=at(10), **{**changed(self.root), **more})
        matters.begin_at(self.root, ref, event)

    def accept(self, ref: str = SWAP, *, by: str = "a5", **more: Any) -> None:
        """a5 accepts."""
        then(self.root, ref, ChangeEvent(event=Step.ACCEPTED, kind=ChangeKind.SWAP, by=by, at=at(11), **more))

    def approve(self, ref: str = SWAP, *, by: str = DEPUTY, when: str = at(12), **more: Any) -> None:
        """The deputy approves."""
        repo = Repository.open(self.root)
        chain = next(chain for chain in repo.change_chains if chain.ref == ref)
        cells = relinked(repo, chain.events[0].cell)
        fields = {"cell": cells, **evidence(repo, cells), **more}
        then(self.root, ref, ChangeEvent(event=Step.APPROVED, kind=ChangeKind.SWAP, by=by, at=when, **fields))

    def agreed(self, ref: str = SWAP) -> None:
        """The swap asked for and accepted, each committed and signed by whoever said so; done once, and then copied."""
        done = self.keys / f"{self.head}-{Path(ref).name}"
        plain = (self.root / ".git").is_dir() and not self.git("status", "--porcelain")
        if plain and done.is_dir():
            shutil.copytree(done / ref, self.root / ref)
            shutil.copytree(done / ".git" / "objects", self.root / ".git" / "objects", dirs_exist_ok=True)
            shutil.copy(done / ".git" / "index", self.root / ".git" / "index")
            self._tip.write_text(f"{Stage(done, self.keys).head}\n", "utf-8")
            return
        self.ask(ref)
        self.commit("a4", at(10))
        self.accept(ref)
        self.commit("a5", at(11))
        if plain:
            shutil.copytree(self.root, done, symlinks=True)

    def swapped(self, ref: str = SWAP) -> None:
        """The whole swap as it should be."""
        self.agreed(ref)
        self.approve(ref)
        self.commit(DEPUTY, at(12))

    def entered(self, ref: str = SWAP) -> None:
        """a5 accepts by telephone, and the leader enters it."""
        self.accept(ref, by=LEADER, for_="a5", means=Means.PHONE)


def _at(findings: list[dict[str, Any]], level: str) -> Iterator[Found]:
    for finding in findings:
        if finding["level"] == level and not finding["unknown"]:
            place = finding["place"] or {}
            yield Found(finding["code"], place.get("file", ""), finding["message"])


def make_keys(folder: Path) -> None:
    """A key for everybody."""
    for who in (*PEOPLE, STRANGER):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / who)]
        subprocess.run(words, check=True, capture_output=True)


def listed(keys: Path, *left_out: str, **options: str) -> str:
    """The text of ``allowed_signers``; ``options`` are laid beside the namespace of single people."""
    lines = []
    for who in PEOPLE:
        if who not in left_out:
            more = options.get(who.replace("-", "_"), "")
            lines.append(f'{who} namespaces="git"{more} {(keys / f"{who}.pub").read_text("utf-8").strip()}\n')
    return "".join(lines)


def base(folder: Path, keys: Path) -> Path:
    """The repository as it was before any change."""
    root = published(folder)
    (root / "allowed_signers").write_text(listed(keys), "utf-8")
    # Only the record is judged here; the other rules take time.
    rules = "".join(f'[[rule]]\nuse = "{name}"\n\n' for name in RULES)
    (root / "rules.toml").write_text(f'{rules}[[rule]]\nuse = "cover"\nlevel = "should"\n', "utf-8")
    stage = Stage(root, keys)
    stage.git("init", "--quiet", "--initial-branch=main")
    stage.commit("hr-1", at(1))
    stage.git("tag", BASE)
    return root


def copied(root: Path, folder: Path) -> Path:
    """Another copy of the repository."""
    return Path(shutil.copytree(root, folder / "rotas", symlinks=True))
