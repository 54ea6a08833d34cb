"""Where a fact stands: a file and the key path inside it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A position in the rota repository.

    ``file`` is relative to the repository, with forward slashes. ``path`` is the key path inside
    it (table names, list positions counted from 0). ``line`` and ``column`` count from 1 and are 0
    until somebody resolves them, since finding them means scanning the text again.
    """

    file: str
    path: tuple[str | int, ...] = ()
    line: int = 0
    column: int = 0

    def at(self, *keys: str | int) -> "Place":
        """The same place, ``keys`` deeper."""
        return Place(self.file, (*self.path, *keys))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file
