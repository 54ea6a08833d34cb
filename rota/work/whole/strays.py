"""Files that nothing reads though they look as if: copies beside rotas and events, folders of groups that are no more."""

import re
from collections.abc import Iterator

from rota.domain.place import Place
from rota.files.callsheet import FOLDER as DEMAND
from rota.files.codes import Code
from rota.files.errors import remark
from rota.files.repository import Repository
from rota.files.wording import nearest, quoted
from rota.rules import Finding, Level
from rota.work.doctor.leftovers import files_below, is_copy

_ID, _MONTH, _EVENT = "[a-z0-9][a-z0-9-]{0,31}", r"[0-9]{4}-(?:0[1-9]|1[0-2])", r"[1-9][0-9]{0,5}\.toml"
_MATTER = rf"{_ID}/{_EVENT}"
_OWN = {
    "absence": _MATTER,
    "anchors": _EVENT,
    "changes": _MATTER,
    "closings": rf"{_ID}/{_MONTH}/{_EVENT}",
    "drafts": rf"{_ID}/{_MONTH}/{_EVENT}",
    "draws": _MATTER,
    "leave": _MATTER,
    "rotas": rf"{_ID}/{_MONTH}(?:\.toml|/{_EVENT})",
    "rounds": rf"{_ID}/{_MONTH}/{_EVENT}",
    "wishes": rf"{_ID}\.toml",
}
"""How files are named in the folders in which only rota writes."""

_BY_GROUP = frozenset({"closings", "drafts", "rotas", "rounds"})


def stray_files(repo: Repository) -> Iterator[Finding]:
    """A finding for each file that is none of rota's, where only rota writes, and for copies that a sync made elsewhere."""
    groups = {group.id for group in repo.centre.group}
    unknown: set[str] = set()
    for file in files_below(repo.root):
        folder, _, below = file.partition("/")
        group = below.partition("/")[0]
        if file.rpartition("/")[2].startswith("."):
            continue
        if folder in _OWN and not re.fullmatch(_OWN[folder], below):
            yield _unread(file)
        elif folder in _BY_GROUP and group not in groups:
            if f"{folder}/{group}" not in unknown:
                yield _no_group(file, folder, group, groups)
            unknown.add(f"{folder}/{group}")
        elif folder not in _OWN and _is_read(folder, file) and is_copy(file):
            yield _copy(file)


def _is_read(folder: str, file: str) -> bool:
    """Whether a file of that name is one that people write and rota reads."""
    return file.endswith(".toml") or (folder == DEMAND and file.lower().endswith(".csv"))


def _unread(file: str) -> Finding:
    """Of what looks like a rota or an event nobody knows which is right; of other files only that they are lost there."""
    return remark(
        Code.STRAY,
        f"{file} is read by nothing: only rota writes in this folder, and names files otherwise",
        "see which file is right, keep that one under its own name, and delete the other"
        if file.endswith(".toml")
        else "keep it elsewhere, or delete it",
        Place(file),
        level=Level.MUST if file.endswith(".toml") else Level.SHOULD,
    )


def _no_group(file: str, folder: str, group: str, groups: set[str]) -> Finding:
    return remark(
        Code.STRAY,
        f"{folder}/{group} is read by nothing: no rota group is named {quoted(group)}",
        f"{nearest(group, groups)} Bring the group back in centre.toml, or its folder to its new name; its rotas are history",
        Place(file),
    )


def _copy(file: str) -> Finding:
    return remark(
        Code.STRAY,
        f"{file} is a copy that a sync, or somebody by hand, made beside the file itself",
        "see which of the two is right, keep that one under its own name, and delete the other",
        Place(file),
    )
