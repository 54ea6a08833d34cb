"""A case that is drawn wrongly says so; it never passes in silence."""

from pathlib import Path
from typing import Any

import pytest

from rota.domain.cell import LEAVE, OFF, shift
from rota.testing import CaseError, CaseFile, World, draw


def case_file(**tables: Any) -> CaseFile:
    return CaseFile(Path("DAYS01.toml"), {"rule": "max-days-in-row", **tables})


@pytest.mark.parametrize(
    ("fails", "table", "complaint"),
    [
        (True, {"rota": {"ann": "WWWWWWW"}}, "a fail names its breaks"),
        (False, {"rota": {"ann": "W......"}, "breaks": ["ann 1"]}, "a pass has none"),
        (True, {"rota": {"ann": "WWWWWWW"}, "breaks": ["ann Sunday"]}, 'written "ann 3"'),
        (False, {"rota": {"ann": "WW"}}, "whole weeks"),
        (False, {"rota": {"ann": ".......", "bob": ".............."}}, "equally long"),
        (False, {"rota": {"ann": "?......"}}, 'no cell has the letter "?"'),
        (False, {"rota": {"ann": "......."}, "brakes": ["ann 1"]}, "no key ['brakes']"),
        (False, {"rota": {"ann": "......."}, "before": {"bob": "W"}}, "['bob'] have no row"),
        (False, {"rota": {"ann": "......."}, "facts": ["ann 8"]}, "no cell on 2026-06-08"),
        (False, {"rota": {"ann": "......."}, "facts": ["ann first"]}, "names no days"),
        (False, {"rota": {"ann": "......."}, "past": "long"}, 'past is "off" or "unknown"'),
        (False, {"rota": {"ann": "......."}, "settings": {"dayz": 6}}, "dayz"),
    ],
)
def test_a_wrongly_drawn_case_is_refused(fails: bool, table: dict[str, Any], complaint: str) -> None:
    with pytest.raises(CaseError) as refused:
        case_file().case(fails, {"name": "drawn wrongly", **table})
    assert complaint in str(refused.value).replace("\\'", "'")
    assert "drawn wrongly" in str(refused.value)


def test_a_start_that_is_no_monday_is_refused() -> None:
    with pytest.raises(CaseError, match="2026-06-02 is not a Monday"):
        _ = World.of({"start": World.of().day(2)}).start


def test_letters_become_cells_before_in_and_after_the_period() -> None:
    rota = draw(
        World.of(), {"rota": {"ann": "Ev.....|......l"}, "before": {"ann": "L."}, "after": {"ann": "-m"}}
    )
    world = World.of()
    drawn = {at: rota.cell("ann", world.day(at)) for at in (-84, -83, -1, 0, 1, 2, 14, 15, 16)}
    assert drawn == {
        -84: None,
        -83: OFF,
        -1: shift("late", "phones"),
        0: OFF,
        1: shift("early", "phones"),
        2: LEAVE,
        14: shift("late", "reception"),
        15: None,
        16: shift("middle", "reception"),
    }
