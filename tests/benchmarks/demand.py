"""How fast calls become required headcount, and prices for the planner."""

import random
import subprocess
from collections.abc import Iterator
from time import perf_counter

from rota.demand.queue import Half, Terms, half
from tests.benchmarks.processes import PYTHON
from tests.benchmarks.table import Figure, within

_SERVICES, _YEAR, _DAY = 10, 365, 48
_MONTH = 23 * 19
_HEAVY = ("numpy", "pandas", "statsmodels", "scipy")
_LOADED = "import sys, rota.demand.staffing; print(*sorted(set({heavy}) & set(sys.modules)))"


def required_headcount() -> Iterator[Figure]:
    """A year of half hours at ten services on terms of their own, then a month's prices; no volume is asked for twice on purpose."""
    chance = random.Random(5)  # noqa: S311 - the same each time is what is wanted
    halves = [
        [half(chance.randrange(12_000), 180 + 20 * at, terms) for _ in range(_YEAR * _DAY)]
        for at, terms in enumerate(_terms())
    ]
    count = _SERVICES * _YEAR * _DAY
    loads = sorted(one.load for service in halves for one in service)
    median = f"{loads[count // 2]:.1f} erlangs"
    yield Figure(f"half hours of {_SERVICES} services in a year, median load", "", f"{count:,} of {median}")
    yield within("required headcount of all, Erlang C", 1, _seconds_of_needs(halves), "s", 2)
    patient = [[_patient(one) for one in service] for service in halves]
    yield within("  the same, Erlang A", None, _seconds_of_needs(patient), "s", 2)
    slower = [[one._replace(aht=chance.randrange(180, 400)) for one in service] for service in halves]
    yield within(
        "  the same, each half hour with a handling time of its own", None, _seconds_of_needs(slower), "s", 2
    )
    yield within(
        "prices of a month of a service, none alike, Erlang C", None, _seconds_of_prices(halves[3]), "s", 2
    )
    yield within("  the same, Erlang A", None, _seconds_of_prices(patient[3]), "s", 2)
    yield _imports()


def _terms() -> Iterator[Terms]:
    """Ten services, no two on the same terms."""
    for at in range(_SERVICES):
        yield Terms(
            75 + at, 10 + 5 * at, 85 + at, shrinkage=3 * at, availability=100 - 2 * at, minimum=at % 3
        )


def _patient(one: Half) -> Half:
    return one._replace(terms=one.terms._replace(patience=150))


def _seconds_of_needs(halves: list[list[Half]]) -> float:
    start = perf_counter()
    for service in halves:
        for one in service:
            _ = one.need
    return perf_counter() - start


def _seconds_of_prices(halves: list[Half]) -> float:
    start = perf_counter()
    for one in halves[:_MONTH]:
        _ = one.priced
    return perf_counter() - start


def _imports() -> Figure:
    program = (PYTHON, "-c", _LOADED.format(heavy=_HEAVY))
    loaded = subprocess.run(program, capture_output=True, text=True, check=True).stdout.strip()
    return Figure(f"rota.demand loads, of {', '.join(_HEAVY)}", "none", loaded or "none", not loaded)
