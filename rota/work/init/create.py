"""Make a rota repository: every text is made and checked first, then all of them are written."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rota.files.repository import Repository
from rota.files.rotafile import dump
from rota.files.schema import FOLDER, file_name, schemas
from rota.files.schema import dump as dump_schema
from rota.files.write import Taken, create_file
from rota.packs import all_rules
from rota.work.errors import Unusable
from rota.work.init.balances import Past, settle_past
from rota.work.init.past import read_past
from rota.work.init.people_csv import ignored, read_people
from rota.work.init.people_files import settle
from rota.work.init.sheet import read_sheet
from rota.work.init.starter import ATTRIBUTES, IGNORED, starter_files

LAST = "centre.toml"
"""Written last: a folder without it is no repository, so that one half written is never taken for one."""

Files = dict[str, str]


@dataclass(frozen=True)
class Made:
    """The files of a new repository, in order, and what its owner should look at."""

    files: tuple[str, ...]
    notes: tuple[str, ...]


def create(target: Path, people: Path | None = None, past: Sequence[Path] = ()) -> Made:
    """Write a repository into ``target``: the starter's, or one for the people and past months of sheets.

    Unusable, or BadInput, names every cell of the sheets that cannot be read, and then nothing is written; a
    folder that has one of the files already is Unusable too.
    """
    files, notes = _starting(people)
    _refuse_existing(target, files)
    if past:
        settled, unread = _past(files, past)
        files |= {f"rotas/{rota.group}/{rota.month}.toml": dump(rota) for rota in settled.rotas}
        files["history.toml"] = settled.history
        notes += (*unread, *settled.notes)
    elif people is not None:
        notes += (
            "nothing is known of the past, so rules that look back say unknown; --rota past.csv adds it",
        )
    with _opened(files):  # read once before it is written, so that none is left behind that cannot be
        pass
    _write(target, files)
    return Made(tuple(sorted(files)), notes)


def schema_files() -> Files:
    """The schemas of all files by path, as ``rota schema --write`` and ``rota init`` write them."""
    return {
        f"{FOLDER}/{file_name(name)}": dump_schema(schema) for name, schema in schemas(all_rules()).items()
    }


def _starting(people: Path | None) -> tuple[Files, tuple[str, ...]]:
    files = starter_files()
    notes: tuple[str, ...] = ()
    if people is not None:
        sheet = read_sheet(people)
        settled = settle(files, read_people(sheet))
        # Wishes, leave and balances of the starter are of people who are not here.
        shared = {"rules.toml": files["rules.toml"]}
        shared |= {name: text for name, text in files.items() if name.startswith("calendar/")}
        files, notes = shared | settled.files, settled.notes
        unread = ignored(sheet)
        if unread:
            notes = (f"{people}: columns that nobody reads: {', '.join(unread)}", *notes)
    return files | schema_files() | {".gitattributes": ATTRIBUTES, ".gitignore": IGNORED}, notes


def _refuse_existing(target: Path, files: Files) -> None:
    there = sorted(name for name in (*files, "rotas", "drafts") if (target / name).exists())
    if target.exists() and not target.is_dir():
        raise Unusable(f"{target} is not a folder; name a folder that is new or empty")
    if LAST in there:
        raise Unusable(f"{target} has a rota repository already ({LAST}); choose another folder")
    if there:
        raise Unusable(f"{target} has {', '.join(there)} already; choose another folder, or move them away")


def _past(files: Files, sheets: Sequence[Path]) -> tuple[Past, tuple[str, ...]]:
    with _opened(files) as repo:
        cells, unread = read_past(repo, sheets)
        return settle_past(repo, cells), unread


@contextmanager
def _opened(files: Files) -> Iterator[Repository]:
    """A repository of ``files`` in a temporary folder, for as long as the context lasts."""
    with tempfile.TemporaryDirectory(prefix="rota-init-") as folder:
        root = Path(folder).resolve()
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8", newline="\n")
        yield Repository.open(root)


def _write(target: Path, files: Files) -> None:
    written: list[str] = []
    target.mkdir(parents=True, exist_ok=True)
    root = target.resolve()
    try:
        for name in _in_order(files):
            create_file(root, name, files[name])
            written.append(name)
    except BaseException as error:  # Ctrl-C too must leave nothing half done
        for name in written:
            (root / name).unlink(missing_ok=True)
        if isinstance(error, Taken):
            raise Unusable(f"{target} was filled by somebody else just now; choose another folder") from error
        raise


def _in_order(files: Files) -> Iterator[str]:
    yield from sorted(files, key=lambda name: (name == LAST, name))
