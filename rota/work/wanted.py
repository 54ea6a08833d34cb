"""What a check is asked for: which rotas, how strictly, and which of its findings."""

from dataclasses import dataclass, field
from pathlib import Path

from rota.rules import Level
from rota.work.narrow import Narrow


@dataclass(frozen=True)
class Wanted:
    """Which rota to check: a file, or a month's; where neither is given, all of them and the repository as a whole."""

    month: str | None = None
    group: str | None = None
    draft: int | None = None
    file: Path | None = None

    @property
    def whole(self) -> bool:
        """Whether everything is to be judged."""
        return self.month is None and self.file is None


@dataclass(frozen=True)
class How:
    """How strictly to judge: what fails, whether the unknown does, and which findings are asked for at all.

    ``since`` names the commit that a change is held against; with ``signed`` every event in it has to be signed.
    """

    fail_on: Level = Level.MUST
    strict: bool = False
    narrow: Narrow = field(default_factory=Narrow)
    since: str | None = None
    signed: bool = False
