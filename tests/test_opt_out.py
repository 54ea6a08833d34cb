"""The opt-out from the average week: when it holds, how notice ends it, and what is wrong with one."""

from datetime import date
from pathlib import Path

import pytest

from rota.domain.optout import OptOut
from tests.cli_helpers import rota, tiny

SIGNED = date(2026, 1, 5)


def held(first: date, last: date, **said: object) -> list[bool]:
    """Whether it holds on the day before ``first``, on both, and on the day after ``last``."""
    agreed = OptOut.model_validate({"signed": SIGNED, **said})
    days = (date.fromordinal(first.toordinal() - 1), first, last, date.fromordinal(last.toordinal() + 1))
    return [agreed.holds(day) for day in days]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        # The regulation's own notice is seven days: given on 1 June, it has run out with the 8th.
        (SIGNED, date(2026, 6, 8), {"withdrawn": date(2026, 6, 1)}),
        (SIGNED, date(2026, 6, 1), {"withdrawn": date(2026, 6, 1), "notice": 0}),
        (SIGNED, date(2026, 7, 1), {"withdrawn": date(2026, 6, 1), "notice": 30}),
        # Three months are the most: from 1 December to 1 March are 90 days.
        (SIGNED, date(2027, 3, 1), {"withdrawn": date(2026, 12, 1), "notice": 92}),
        (SIGNED, date(2027, 2, 28), {"withdrawn": date(2026, 11, 30), "notice": 92}),
        (SIGNED, date(2026, 10, 31), {"withdrawn": date(2026, 7, 31), "notice": 92}),
        # For a time, and what comes first ends it.
        (date(2026, 2, 2), date(2026, 3, 1), {"from": date(2026, 2, 2), "until": date(2026, 3, 1)}),
        (SIGNED, date(2026, 3, 1), {"until": date(2026, 3, 1), "withdrawn": date(2026, 2, 28)}),
        (SIGNED, date(2026, 2, 10), {"until": date(2026, 3, 1), "withdrawn": date(2026, 2, 3)}),
    ],
)
def test_it_holds_from_signature_until_notice_has_run_out(first: date, last: date, said: dict) -> None:
    assert held(first, last, **said) == [False, True, True, False]


def test_it_goes_on_until_it_is_withdrawn() -> None:
    agreed = OptOut(signed=SIGNED)
    assert agreed.ends is None
    assert agreed.holds(date(2036, 1, 1))


@pytest.mark.parametrize(
    ("keys", "message", "fix"),
    [
        (
            "signed = 2026-05-04\nfrom = 2026-04-06",
            "the opt-out holds from 2026-04-06, before it was signed on 2026-05-04",
            "correct one of the days, as it cannot reach back",
        ),
        (
            "signed = 2026-05-04\nwithdrawn = 2026-04-06",
            "the opt-out was withdrawn on 2026-04-06, before it was signed on 2026-05-04",
            "correct one of the days",
        ),
        (
            "signed = 2026-05-04\nnotice = 100",
            "notice is 100 days, regulation 5(3) allows three months at most",
            "give the days of notice that the agreement asks for",
        ),
        ("from = 2026-05-04", '"signed" is missing', "add signed = ..."),
    ],
)
def test_what_is_wrong_with_one(tmp_path: Path, keys: str, message: str, fix: str) -> None:
    root = tiny(tmp_path)
    with (root / "people.toml").open("a") as people:
        people.write(f"\n[[agent.opt-out]]\n{keys}\n")
    ran = rota("check", "--repo", root)
    assert ran.code == 2
    assert f'  agent "a6", opt-out 1: {message}\n' in ran.out
    assert f"  Next: {fix}\n" in ran.out


def test_one_that_is_in_order_is_read(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    with (root / "people.toml").open("a") as people:
        people.write("\n[[agent.opt-out]]\nsigned = 2026-05-04\nwithdrawn = 2026-09-01\nnotice = 14\n")
    assert rota("check", "--repo", root).code == 0
