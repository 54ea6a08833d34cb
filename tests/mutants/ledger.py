"""What is known of each file's mutants: who noticed which, kept from run to run under ``.mutants/``."""

import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from rota.packs import rule_class
from tests.casefiles import CASES, WORLDS
from tests.mutants.judging import ROOT, rules_of, tests_of, used, users
from tests.mutants.mutations import Mutant

KEPT = ROOT / ".mutants"
EQUIVALENT = Path(__file__).parent / "equivalent.toml"
_EVERYWHERE = ("rota/rules", "rota/domain", "rota/testing", "rota/model", "tests/seeded")


@dataclass
class Ledger:
    """The judges that noticed a file's mutants, by the mutants' keys; an empty judge is a survivor."""

    file: str
    inputs: str
    noticed: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    """Of a run with other inputs: who noticed then is asked first."""

    @classmethod
    def of(cls, file: str) -> "Ledger":
        """What is kept of ``file``, as far as it still holds."""
        inputs, path = digest(file), cls.path_of(file)
        kept = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        known = kept.get("noticed", {})
        return cls(file, inputs, known) if kept.get("inputs") == inputs else cls(file, inputs, before=known)

    @staticmethod
    def path_of(file: str) -> Path:
        """Where it is kept."""
        return KEPT / f"{Path(file).stem}.json"

    def keep(self) -> None:
        """Write it down."""
        KEPT.mkdir(exist_ok=True)
        text = json.dumps({"inputs": self.inputs, "noticed": self.noticed}, indent=1)
        self.path_of(self.file).write_text(text, "utf-8")


def digest(file: str) -> str:
    """Over everything that could change what is said of a mutant of ``file``."""
    codes = [rule_class(name).code for name in rules_of(file)]
    paths = [ROOT / one for one in (*users(file), *used(file), *tests_of(file))]
    paths += [folder / f"{code}.toml" for code in codes for folder in (CASES, WORLDS)]
    paths += [
        path
        for folder in _EVERYWHERE
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".toml")
    ]
    together = sha256()
    for path in paths:
        if path.is_file():
            together.update(path.read_bytes())
    return together.hexdigest()


@dataclass(frozen=True)
class Equivalent:
    """A mutant that does the same, and why; ``was`` and ``becomes`` are the lines as a survivor shows them."""

    file: str
    was: str
    becomes: str
    reason: str

    def means(self, mutant: Mutant) -> bool:
        """Whether it is that one."""
        return (self.file, self.was, self.becomes) == (mutant.file, mutant.was, mutant.becomes)


def equivalents() -> list[Equivalent]:
    """Those listed in ``equivalent.toml``."""
    return [Equivalent(**table) for table in tomllib.loads(EQUIVALENT.read_text("utf-8")).get("mutant", [])]


@dataclass(frozen=True)
class Count:
    """How many mutants a file has, and what became of them."""

    name: str
    mutants: int
    killed: int
    survived: int
    equivalent: int

    @property
    def share(self) -> float:
        """Killed of those that could be, in percent."""
        return 100 * self.killed / max(1, self.mutants - self.equivalent)

    def row(self) -> str:
        """A line of the table."""
        numbers = (
            f"{self.mutants:8} {self.killed:7} {self.survived:9} {self.equivalent:11} {self.share:7.1f}%"
        )
        return f"{self.name:38}{numbers}"


HEAD = f"{'':38}{'mutants':>8} {'killed':>7} {'survived':>9} {'equivalent':>11} {'share':>8}"


def count(name: str, found: Sequence[Mutant], noticed: dict[str, str], same: Sequence[Equivalent]) -> Count:
    """The count of a file; a listed mutant that is noticed all the same is killed."""
    kinds = Counter(
        "killed" if noticed[one.key] else "same" if any(each.means(one) for each in same) else "survived"
        for one in found
    )
    return Count(name, len(found), kinds["killed"], kinds["survived"], kinds["same"])


def together(counts: Sequence[Count]) -> Count:
    """All files as one."""
    sums = (
        sum(getattr(one, key) for one in counts) for key in ("mutants", "killed", "survived", "equivalent")
    )
    return Count("together", *sums)
