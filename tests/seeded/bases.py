"""Valid rotas to break: a town drawn by hand, a month of B-town with its 47 people, the small centre's December."""

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.living_world import GROUP, MONTH, published
from tests.seeded.breaking import Valid

TOWN = Path(__file__).parent / "town"
B_TOWN = Path(__file__).parents[2] / "examples" / "b-town"
PHONES, RECEPTION = ("ann", "bob", "eve", "fay"), ("cat", "dan", "gus", "hal")
YOUNG, LEADER, DEPUTY, PART_TIMER = ("eve", "gus"), "dan", "cat", "hal"
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
_WEEKS = 4


@lru_cache(maxsize=1)
def town() -> Valid:
    """Eight people in May and June 2026, four weeks each: everybody early at home on their own days, and nothing else."""
    rotas = {f"rotas/town/{start:%Y-%m}.toml": _early(start) for start in (MAY, JUNE)}
    return Valid(_texts(TOWN) | rotas, "town", "2026-06")


def home(agent: str) -> str:
    """The service to which an agent of the town belongs."""
    return "phones" if agent in PHONES else "reception"


def own_days(agent: str) -> int:
    """How many days, from Monday on, an agent of the town works."""
    return 3 if agent == PART_TIMER else 5


def _early(start: date) -> str:
    rows = [
        f"\n[cells.{agent}]\n" + "".join(f'{day} = "{cell}"\n' for day, cell in _row(agent, start))
        for agent in (*PHONES, *RECEPTION)
    ]
    return f'format = 1\ngroup = "town"\nmonth = "{start:%Y-%m}"\n' + "".join(rows)


def _row(agent: str, start: date) -> list[tuple[date, str]]:
    days = [start + DAY * at for at in range(7 * _WEEKS)]
    return [(day, f"early {home(agent)}" if day.weekday() < own_days(agent) else "off") for day in days]


@lru_cache(maxsize=1)
def b_town() -> Valid:
    """February 2026 of examples/b-town, with the months on either side of it, and nothing that is about the summer."""
    away = ("leave/", "wishes/", *(f"rotas/b-town/2026-0{month}" for month in (4, 5, 6)))
    kept = {file: text for file, text in _texts(B_TOWN).items() if not file.startswith(away)}
    return Valid(kept, "b-town", "2026-02")


@lru_cache(maxsize=1)
def small_centre() -> Valid:
    """The published December of examples/tiny, as ``rota plan`` made it."""
    with TemporaryDirectory() as folder:
        return Valid(_texts(published(Path(folder))), GROUP, MONTH)


def _texts(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*.toml"))
    }
