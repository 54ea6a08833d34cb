"""How the repository is kept under git: line ends, names that must stay out, who commits."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from rota.files.names import FILE as NAMES
from rota.work.doctor.trouble import Trouble

_SECONDS = 10


def git_troubles(root: Path) -> Iterator[Trouble]:
    """What is wrong with how ``root`` is kept under git; nothing where there is no git."""
    if git(root, "rev-parse", "--is-inside-work-tree") != "true":
        return
    if git(root, "ls-files", "--", NAMES):
        yield Trouble(
            NAMES,
            "git tracks this file, so names and addresses are in the history for good",
            f"git rm --cached {NAMES}, commit, and have the history cleaned before it is shared any further",
        )
    elif git(root, "check-ignore", NAMES) is None:
        yield Trouble(
            NAMES,
            "git does not ignore this file; the next `git add .` takes it",
            f"add the line {NAMES} to .gitignore",
        )
    if "eol=lf" not in _attributes(root):
        yield Trouble(
            ".gitattributes",
            "it does not say eol=lf, so Windows may change the end of every line",
            "write into it: * text=auto eol=lf",
        )


def git_email(root: Path) -> str:
    """The e-mail address under which git commits here; empty where there is none."""
    inside = git(root, "rev-parse", "--is-inside-work-tree") == "true"
    return (git(root, "config", "user.email") or "") if inside else ""


def git(root: Path, *words: str) -> str | None:
    """What git answers, stripped; None where it fails, or is not there."""
    try:
        ran = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return ran.stdout.strip() if ran.returncode == 0 else None


def _attributes(root: Path) -> str:
    """The attributes in force for the files here: those of this folder, or of one above it in the same repository."""
    top = Path(git(root, "rev-parse", "--show-toplevel") or root)
    folders = [root, *(folder for folder in root.parents if folder.is_relative_to(top))]
    texts = []
    for folder in folders:
        try:
            texts.append((folder / ".gitattributes").read_text(errors="replace"))
        except OSError:
            continue
    return "\n".join(texts)
