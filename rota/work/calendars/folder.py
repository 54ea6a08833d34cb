"""A folder of calendars to be served: a file an agent, under names that nobody can guess and that stay as they are.

A new file is called by the agent's id and 26 letters and digits that come from the key of the first month in which the
agent stands, so that a folder made anew, by a pipeline say, has the same names again. A file that is there already
keeps its name: whoever gives it another, because the old one got about, finds it kept up to date under that. Ids alone
do not tell centres apart, so a folder with calendars of another centre is left as it is, and refused.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rota.files.repository import Repository
from rota.show.ics import PRODUCT, Feed, title_lines, to_ics
from rota.work.calendars.feeds import title_of
from rota.work.calendars.naming import address, key_of
from rota.work.calendars.versions import known, known_months
from rota.work.errors import Unusable
from rota.work.exporting.writing import write_folder
from rota.work.publishing.tell import RESERVED

_OURS = re.compile(r"(?P<agent>[a-z0-9][a-z0-9-]{0,31})-[a-z0-9]{8,64}\.ics")
_HEAD = f"\r\nPRODID:{PRODUCT}\r\n".encode()


@dataclass(frozen=True)
class Served:
    """What was done to a folder: its calendars, each an agent and a file's name, and those written anew and taken away."""

    calendars: tuple[tuple[str, str], ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]


def serve(repo: Repository, folder: Path, feeds: Sequence[Feed]) -> Served:
    """Write ``feeds`` to ``folder``, and take away rota's own files of people who have no calendar any more.

    Only files that are not the same are written. Unusable if the folder cannot be, or serves another centre; BadInput if a file cannot be written.
    """
    _refuse_own(repo, folder)
    there = _ours(repo, folder)
    fresh = _addresses(repo)
    named = [(feed, name) for feed in feeds for name in there.get(feed.agent) or (fresh[feed.agent],)]
    files = {name: to_ics(feed) for feed, name in named}
    written = write_folder(folder, files)
    gone = sorted(name for name in chain.from_iterable(there.values()) if name not in files)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    calendars = tuple((feed.agent, name) for feed, name in named)
    return Served(calendars, tuple(path.name for path in written), tuple(gone))


def _addresses(repo: Repository) -> Mapping[str, str]:
    """The name of each agent's file, by the first month in which the agent stands."""
    found: dict[str, str] = {}
    for month, group in known_months(repo):
        key = key_of(repo, group, month)
        for agent in known(repo, group, month).agents:
            found.setdefault(agent, address(key, agent))
    return found


def _refuse_own(repo: Repository, folder: Path) -> None:
    """Unusable where the folder holds the repository's own files, which are not to be served."""
    whole = folder.resolve()
    inside = whole.relative_to(repo.root).parts if whole.is_relative_to(repo.root) else ("elsewhere",)
    if not inside or inside[0] in RESERVED:
        raise Unusable(
            f"{folder} is for the repository's own files, which are served to nobody; name another folder"
        )


def _ours(repo: Repository, folder: Path) -> Mapping[str, list[str]]:
    """The calendars in ``folder`` that rota wrote, by agent; Unusable where one is of another centre or agent."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.ics")) if folder.is_dir() else ():
        match = _OURS.fullmatch(path.name)
        content = path.read_bytes() if match and path.is_file() and not path.is_symlink() else b""
        if match is None or _HEAD not in content[:200]:
            continue
        title = title_of(repo, match["agent"])
        if not any(b"\r\n" + line in content for line in title_lines(title)):
            raise Unusable(
                f'{path}: this calendar is not "{title}", so the folder may serve another centre; name another folder, or '
                "delete the calendars in it if the centre was called otherwise: they come back under the same names"
            )
        found[match["agent"]].append(path.name)
    return found
