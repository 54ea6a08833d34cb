"""Write a staff copy, or bring one up to date: what was asked for in it and not yet taken in stays untouched."""

import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rota.domain.period import Period
from rota.files.paths import MARKER
from rota.files.repository import Repository
from rota.files.staffcopy import FILE, StaffCopy
from rota.files.staffcopy import dump as dump_mark
from rota.files.write import is_leftover, replace_file
from rota.work.choose import group_of, group_of_agent
from rota.work.clock import today
from rota.work.errors import Refused, Unusable
from rota.work.init.starter import ATTRIBUTES, IGNORED
from rota.work.staff.asked import asked_in, read_mark
from rota.work.staff.contents import Before, Content, contents
from rota.work.staff.eyes import Eyes

KEPT = ("rotas", "calendar", "changes", "leave", "wishes", "inbox", "rounds")
"""Folders of a copy in which files come and go."""


@dataclass(frozen=True)
class Made:
    """What was done: files written and taken away, and how many things asked for wait for the inbox."""

    mark: StaffCopy
    months: tuple[str, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    waiting: int


def make(
    repo: Repository, target: Path, group: str | None, months: Sequence[str], agent: str | None = None
) -> Made:
    """Write what agents of ``group`` may see of ``months`` to ``target``; for ``agent`` alone with their own matters.

    Without months: those that are published and not over. Unusable if ``target`` is something else, or
    a copy for others; BadInput if it cannot be written.
    """
    if repo.staff_copy is not None:
        raise Refused("this is a staff copy itself; copies are made from the whole repository")
    group = group_of_agent(repo, agent, today(repo.centre), group) if agent else group_of(repo, group)
    shown = _months(repo, group, months)
    root = _target(repo, target)
    old = read_mark(root) if (root / FILE).is_file() else StaffCopy(group=group, agent=agent)
    _same_kind(old, group, agent, target)
    replies = {file for file in _there(root) if file.startswith("inbox/")}
    before = Before(old, asked_in(root, old), replies)
    content = contents(repo, Eyes.of(repo, agent), group, shown, before)
    _try_out(content)
    mark = StaffCopy(group=group, agent=agent, shows=content.shows, given=content.given)
    written, removed = _settle(root, old, mark, content)
    return Made(mark, shown, written, removed, len(content.waiting))


def _months(repo: Repository, group: str, wanted: Sequence[str]) -> tuple[str, ...]:
    published = repo.bases(group)
    for month in wanted:
        if month not in published:
            raise Unusable(f"{group} {month} is not published; a staff copy shows what is published")
    if wanted:
        return tuple(sorted(set(wanted)))
    return tuple(month for month in published if Period.of_month(month).end >= today(repo.centre))


def _target(repo: Repository, target: Path) -> Path:
    root = Path(os.path.realpath(target))
    if root.is_relative_to(repo.root) or repo.root.is_relative_to(root):
        raise Unusable(f"{target} is in the repository, which agents may not see; choose a folder elsewhere")
    if root.exists() and not root.is_dir():
        raise Unusable(f"{target} is not a folder; name a folder that is new or empty")
    names = [entry.name for entry in root.iterdir()] if root.is_dir() else []
    filled = any(name != ".git" and not is_leftover(name) for name in names)
    if filled and not (root / FILE).is_file():
        raise Unusable(f"{target} has something else in it; name a folder that is new or empty")
    root.mkdir(parents=True, exist_ok=True)
    return root


def _same_kind(old: StaffCopy, group: str, agent: str | None, target: Path) -> None:
    if (old.group, old.agent) != (group, agent):
        whose = f"of {old.group}" + (f" for {old.agent} alone" if old.agent else " for everybody")
        raise Unusable(f"{target} is a staff copy {whose}; choose another folder for this one")


def _try_out(content: Content) -> None:
    """Read the copy once before it is written, so that none is left behind that cannot be opened."""
    with tempfile.TemporaryDirectory(prefix="rota-copy-") as folder:
        root = Path(folder).resolve()
        for file, text in content.files.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(text, encoding="utf-8", newline="\n")
        opened = Repository.open(root)
        for group in opened.centre.group:
            for month in opened.bases(group.id):
                opened.rota(group.id, month)


def _settle(
    root: Path, old: StaffCopy, mark: StaffCopy, content: Content
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make ``root`` as it should be, and say which files were written, and which taken away.

    Until it is, the mark lists what was given before too: so whatever cuts this short, nothing that rota
    wrote is ever taken for something asked for.
    """
    files = {".gitattributes": ATTRIBUTES, ".gitignore": IGNORED, **content.files}
    between = mark.model_copy(update={"given": {**old.given, **mark.given}})
    stale = tuple(file for file in _there(root) if file not in files and not _left(file, content.untouched))
    written = [file for file in sorted(files, key=_order) if _differs(root, file, files[file])]
    if written or stale:
        replace_file(root, FILE, dump_mark(between))
    for file in written:
        replace_file(root, file, files[file])
    for file in stale:
        (root / file).unlink(missing_ok=True)
        _drop_empty(root, (root / file).parent)
    if _differs(root, FILE, dump_mark(mark)):
        replace_file(root, FILE, dump_mark(mark))
    return tuple(written), stale


def _left(file: str, untouched: Collection[str]) -> bool:
    return file in untouched or file.rpartition("/")[0] in untouched


def _there(root: Path) -> Iterator[str]:
    """The files that rota may have written here."""
    for folder in KEPT:
        for path in sorted((root / folder).rglob("*.toml")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix()
    yield from (file for file in ("history.toml", "names.toml") if (root / file).is_file())


def _order(file: str) -> tuple[bool, str]:
    # Without centre.toml a folder is no repository, so that one half written is never taken for one.
    return file == MARKER, file


def _differs(root: Path, file: str, text: str) -> bool:
    path = root / file
    return not path.is_file() or path.read_bytes() != text.encode()


def _drop_empty(root: Path, folder: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
