"""Whether the record has only grown: every event, base and anchor of before is there still, and was never touched in between."""

from collections.abc import Iterator

from rota.domain.place import Place
from rota.files.anchors import is_base
from rota.files.codes import Code
from rota.files.commits import Commits, Made
from rota.files.digest import digest
from rota.files.errors import BadInput, remark
from rota.files.paths import MARKER
from rota.files.toml import parse_toml
from rota.rules import Finding
from rota.work.since.back import Back
from rota.work.since.kept import FOLDERS


def shrunk(back: Back) -> Iterator[Finding]:
    """A finding for each file of the record that was there at the commit, and is gone, or another."""
    before, here = back.kept, back.here
    for file in before.documents if before else ():
        if before is None or before.digests[file] == here.digests.get(file):
            continue
        there = file in here.documents or (back.root / file).exists()
        yield remark(
            Code.REWRITTEN,
            f"{file} {'is not what it was' if there else 'is gone'} at {back.ref}: {_never(file)}",
            f"bring it back: git checkout {back.short} -- {file}",
            here.documents[file].place() if file in here.documents else Place(file),
        )


def touched(back: Back, commits: Commits) -> Iterator[Finding]:
    """A finding for each file of the record that a commit since rewrote or took away after another had brought it."""
    told = set(back.kept.documents if back.kept else ())
    for made in (*commits.made, *commits.merged_away):
        file = made.path.removeprefix(back.git.prefix)
        if made.before and file not in told and _changed(back, file, made):
            told.add(file)
            what = "rewrote it" if made.after else "took it away"
            here = back.here.documents.get(file)
            yield remark(
                Code.REWRITTEN,
                f"{file} was recorded, and then commit {made.commit[:10]} {what}: {_never(file)}",
                "leave that commit out of the change; what is to be undone is withdrawn or voided with rota, in the open",
                here.place() if here else Place(file),
            )


def forced(back: Back) -> Iterator[Finding]:
    """A finding where the commit is not in the history of what is checked out."""
    if not back.git.is_ancestor(back.older, back.newer):
        yield remark(
            Code.FORCED,
            f"what is checked out ({back.newer[:10]}) does not build on {back.ref} ({back.short}): either {back.ref} has "
            "gone on, or history was rewritten",
            f"bring it up to date: git merge {back.ref}; if {back.ref} itself was forced, ask who did",
            Place(MARKER),
        )


def _never(file: str) -> str:
    if is_base(file):
        return "a published rota is never edited"
    return (
        "an anchor is never edited" if file.startswith("anchors/") else "an event is never edited or removed"
    )


def _changed(back: Back, file: str, made: Made) -> bool:
    """Whether the file, which is one of the record, says something else since; line ends and comments say nothing."""
    if not file.endswith(".toml") or file.partition("/")[0] not in FOLDERS:
        return False
    if made.after is None:
        return True
    texts = back.git.contents([made.after, *made.before])
    said = {_said(texts[name], file) for name in (made.after, *made.before)}
    return len(said) > 1


def _said(text: bytes, file: str) -> str:
    try:
        return digest(parse_toml(text.decode("utf-8-sig"), file).data)
    except (BadInput, UnicodeDecodeError):
        return digest(text.hex())
