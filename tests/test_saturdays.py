"""Saturday turns as facts: what the share yields, what is foreseen, and how the past is found."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rota.domain.calendar import Calendar
from rota.domain.facts import Facts
from rota.domain.history import History
from rota.domain.rota import Rota
from rota.domain.saturday_debts import debts
from rota.domain.saturdays import known_from, long_absent, open_saturdays, saturdays
from rota.packs import make_rule
from rota.testing import World, draw


def rota_with(agents: int, heads: int, weeks: int = 4, **drawn: Any) -> Rota:
    """A rota of so many full-timers that is off all month, where each Saturday needs ``heads``."""
    need = [{"service": "phones", "weekdays": ["sat"], "start": "09:00", "end": "16:00", "heads": heads}]
    rows = {f"p{number:02}": "." * 7 * weeks for number in range(1, agents + 1)}
    return draw(World.of({"demand": {"need": need}}), {"rota": rows} | drawn)


def foreseen(facts: Facts, **settings: Any) -> list[str]:
    return list(make_rule({"use": "saturday-share", **settings}).foresee(facts))


def test_saturdays_of_a_stretch_of_days() -> None:
    assert list(saturdays(date(2026, 6, 6), date(2026, 6, 13))) == [date(2026, 6, 6), date(2026, 6, 13)]
    assert list(saturdays(date(2026, 6, 7), date(2026, 6, 12))) == []


def test_47_full_timers_keep_up_seven_heads_a_saturday_not_eight() -> None:
    # 47 / 6 is 7.83
    assert foreseen(rota_with(47, 7).facts) == []
    assert foreseen(rota_with(47, 8).facts) == [
        "Saturdays need 8.0 heads each, but one in 6 of 47 agents yields 7.8: 7 a Saturday can be kept up for ever"
    ]


def test_at_should_the_share_is_counted_in_thousandths() -> None:
    must, should = (make_rule({"use": "saturday-share", "level": level}) for level in ("must", "should"))
    assert (must.counts_in, must.counts_by) == ("Saturdays too early", 1)
    assert (should.counts_in, should.counts_by) == ("Saturdays out of turn", 1000)


def test_nothing_is_foreseen_at_should_or_without_saturdays() -> None:
    assert foreseen(rota_with(2, 8).facts, level="should") == []
    closure = {"closure": [{"from": date(2026, 6, 1), "until": date(2026, 6, 30)}]}
    closed = replace(rota_with(2, 8).facts, calendar=Calendar.model_validate(closure))
    assert open_saturdays(closed, closed.period.start, closed.period.end) == ()
    assert foreseen(closed) == []


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ({}, date(2026, 5, 18)),
        ({"since": date(2026, 1, 1)}, date(2026, 1, 1)),
        ({"since": date(2026, 1, 1), "as-of": date(2026, 5, 17)}, date(2026, 1, 1)),
        # a gap between balances and rotas: the balances say nothing of what came between
        ({"since": date(2026, 1, 1), "as-of": date(2026, 5, 16)}, date(2026, 5, 18)),
    ],
)
def test_the_past_counts_from_where_it_has_no_gap(history: dict[str, Any], expected: date) -> None:
    facts = rota_with(1, 1, past="unknown", before={"p01": "." * 14}).facts
    assert known_from(replace(facts, history=History.model_validate(history))) == expected


def test_nothing_known_is_nothing_known() -> None:
    assert known_from(rota_with(1, 1, past="unknown").facts) is None


def test_a_week_of_absence_is_long_only_when_every_working_day_is_absent() -> None:
    facts = rota_with(1, 1, weeks=1, before={"p01": "xxxxx..|xxxxv..|xxxxxS."}).facts
    weeks = [date(2026, 5, 16), date(2026, 5, 23), date(2026, 5, 30)]
    assert [long_absent(facts, "p01", saturday) for saturday in weeks] == [True, False, False]


def test_shares_of_a_saturday_add_up_to_its_heads_but_for_rounding() -> None:
    facts = rota_with(7, 3, weeks=1, past="unknown").facts
    assert set(debts(facts).values()) == {429}  # 3000 / 7 is 428.57
