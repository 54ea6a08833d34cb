"""Reading many files and gathering everything that is wrong with them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, bad
from rota.files.guard import MAX_FILES
from rota.files.paths import inside
from rota.files.shape import findings_of, where_in
from rota.files.strictness import bent_values
from rota.files.toml import Document, read_toml
from rota.rules import Finding

M = TypeVar("M", bound=BaseModel)


class Loader:
    """Reads the files of one repository; faults are gathered, not raised."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.documents: dict[str, Document] = {}
        self.findings: list[Finding] = []

    def read(self, file: str) -> Document | None:
        """The document at ``file``; None, with findings, where it cannot be read."""
        try:
            self.documents[file] = read_toml(self.root, file)
        except BadInput as error:
            self.findings.extend(error.findings)
        return self.documents.get(file)

    def model(self, model: type[M], file: str) -> M | None:
        """The file as a ``model``; None, with findings, where it is none."""
        document = self.read(file)
        return None if document is None else self.validated(model, document)

    def optional(self, model: type[M], file: str) -> M | None:
        """As ``model``, but a missing file is no fault."""
        return self.model(model, file) if self.exists(file) else None

    def validated(self, model: type[M], document: Document, *path: str | int) -> M | None:
        """The table at ``path`` of ``document`` as a ``model``; None, with findings, where it is none."""
        table: Any = document.data
        for key in path:
            table = table[key]
        name = _name(path)

        def place(deeper: tuple[str | int, ...]) -> Place:
            return document.place(*path, *deeper)

        try:
            value = validate(model, table)
        except ValidationError as error:
            self.findings.extend(findings_of(error, table, place, model, name))
            return None
        bent = tuple(bent_values(value, table, place, lambda deeper: f"{name}{where_in(table, deeper)}"))
        self.findings.extend(bent)
        return None if bent else value

    def exists(self, file: str) -> bool:
        """Whether something of that name is there, readable or not."""
        path = self.root / file
        return path.exists() or path.is_symlink()

    def folder(self, folder: str) -> tuple[str, ...]:
        """The TOML files in ``folder``, in order of their names; none where it does not exist."""
        return tuple(f"{folder}/{name}" for name in self.names(folder) if name.endswith(".toml"))

    def names(self, folder: str) -> tuple[str, ...]:
        """What is in ``folder``, hidden files left out, in order."""
        try:
            return listing(self.root, folder)
        except BadInput as error:
            self.findings.extend(error.findings)
        return ()


def _name(path: tuple[str | int, ...]) -> str:
    return f"{path[-1]}: " if path else ""


def validate(model: type[M], table: Mapping[str, Any]) -> M:
    """``table`` as a ``model``, by the keys that stand in files; pydantic's ValidationError otherwise."""
    return model.model_validate(table, by_alias=True, by_name=False)


def listing(root: Path, folder: str) -> tuple[str, ...]:
    """The names in ``folder``, hidden ones left out, in order; BadInput where it cannot be read."""
    path = inside(root, folder)
    try:
        names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise bad(
            Code.UNREADABLE,
            f"{folder} cannot be listed: {(error.strerror or 'unknown error').lower()}",
            "check that it is a folder, and its permissions",
            Place(folder),
        ) from error
    if len(names) > MAX_FILES:
        raise bad(
            Code.TOO_LARGE,
            f"{folder} holds {len(names):,} files, limit {MAX_FILES:,}",
            "move what does not belong there elsewhere",
            Place(folder),
        )
    return tuple(names)
