"""Leaders, buddies and lending: what is foreseen before planning, what is counted, and rotas with cells missing."""

from datetime import date
from typing import Any

import pytest

from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.packs import make_rule
from tests.plan_helpers import month

HOURS = [{"open": "08:30", "close": "18:00"}]
TWO_SITES: dict[str, Any] = {
    "site": [{"id": "hill"}, {"id": "hall"}],
    "team": [{"id": "two", "site": "hill"}],
    "group": [{"id": "town", "teams": ["one", "two"]}],
    "service": [
        {"id": "desk", "site": "hill", "hours": HOURS},
        {"id": "hatch", "site": "hall", "hours": HOURS},
    ],
}
ELSEWHERE = {"team": [{"id": "two", "site": "town"}], "group": [{"id": "hill", "teams": ["two"]}]}
UNTRAINED = "of those who may be lent to hill nobody is trained for a service there"


def foreseen(facts: Facts, name: str, **settings: Any) -> list[str]:
    return list(make_rule({"use": name, "level": "should", **settings}).foresee(facts))


def lending(level: str = "should", **people: Any) -> list[str]:
    """What is foreseen where ann and eve are of the town, and fay of the hill."""
    fay = {"team": "two", "home": "desk", "skills": ["desk"]}
    world = {"centre": TWO_SITES, "people": {"fay": fay, **people}}
    return foreseen(month(("ann", "eve", "fay"), world=world), "lending", level=level)


def agreed(*skills: str, to: str = "hill", **more: Any) -> dict[str, Any]:
    return {"skills": list(skills), "lent-to": [to], **more}


def test_one_who_agreed_and_is_trained_is_enough() -> None:
    assert lending(ann=agreed("phones", "desk")) == []
    assert lending(ann=agreed("phones"), eve=agreed("phones", "desk")) == []
    assert lending(ann=agreed("phones", "desk"), eve=agreed("phones")) == []
    assert lending(ann=agreed("phones", dated=[{"from": date(2026, 6, 5), "skills": ["desk"]}])) == []


def test_an_agreement_with_nobody_who_is_trained_is_foreseen() -> None:
    assert lending(ann=agreed("phones", "reception")) == [UNTRAINED]
    assert lending(ann=agreed("phones", until=date(2026, 6, 3)), eve=agreed("phones")) == [UNTRAINED]
    assert lending(level="must", ann=agreed("phones")) == []


def test_an_agreement_with_nobody_and_for_a_site_that_is_planned_elsewhere() -> None:
    assert lending() == ["nobody of town may be lent anywhere: no lent-to in people.toml names a site"]
    assert lending(ann=agreed("phones", "hatch", to="hall")) == [
        "people may be lent to hall, but town is not planned together with it: nobody will be"
    ]


def test_of_a_single_site_nothing_is_foreseen() -> None:
    assert foreseen(month(("ann",)), "lending") == []


def test_lending_counts_what_its_level_says() -> None:
    units = {level: make_rule({"use": "lending", "level": level}).counts_in for level in ("must", "should")}
    assert units == {"must": "days lent without agreement", "should": "days lent"}


def test_a_group_without_leaders_is_foreseen() -> None:
    led = {"team": [{"id": "one", "leader": "ann"}]}
    assert foreseen(month(("ann",), world={"centre": led}), "leader-present") == []
    told = "no leader or deputy of a team of town works in its rota"
    next_ = "leader-present finds nobody; name a leader or deputies in centre.toml"
    assert foreseen(month(("bob",), world={"centre": led}), "leader-present") == [f"{told}: {next_}"]
    assert foreseen(month(("bob",), world={"centre": led}), "leader-present", skill="senior") == [
        f'{told}, and nobody has the skill "senior": {next_}'
    ]
    trained = {"people": {"bob": {"dated": [{"from": date(2026, 6, 7), "skills": ["senior"]}]}}}
    assert foreseen(month(("bob",), world=trained), "leader-present", skill="senior") == []


def test_a_leader_whose_cell_is_missing_is_not_there() -> None:
    facts = month(("ann",), world={"centre": {"team": [{"id": "one", "leader": "ann"}]}})
    rule = make_rule({"use": "leader-present", "weekdays": ["mon"]})
    assert [found.amount for found in rule.check(Rota(facts, {}))] == [19]


def buddies(first: date | None, *named: dict[str, Any], weeks: int = 4, **world: Any) -> list[str]:
    """What is foreseen in the week from 1 June where bob starts on ``first``."""
    began = {} if first is None else {"from": first}
    row = (
        "." * 7
        if first is None or first <= date(2026, 6, 1)
        else "-" * (first.day - 1) + "." * (8 - first.day)
    )
    people = {"bob": {**began, "buddy": list(named)}, **world.pop("people", {})}
    facts = month(("ann", "bob"), world={"people": people, **world}, rota={"bob": row})
    return foreseen(facts, "buddy", weeks=weeks)


@pytest.mark.parametrize(
    ("first", "weeks", "told"),
    [
        (date(2026, 6, 3), 4, True),
        (date(2026, 5, 5), 4, True),
        (date(2026, 5, 4), 4, False),
        (date(2026, 5, 4), 5, True),
        (None, 4, False),
    ],
)
def test_a_starter_without_a_buddy_is_foreseen(first: date | None, weeks: int, told: bool) -> None:
    text = f"bob is new from {first} and has no buddy; name one in people.toml: [[agent.buddy]]"
    assert buddies(first, weeks=weeks) == ([text] if told else [])


def test_a_buddy_for_later_is_none_now() -> None:
    june = date(2026, 6, 1)
    assert buddies(june, {"id": "ann"}) == []
    assert buddies(june, {"id": "ann", "from": date(2026, 6, 7)}) == []
    assert len(buddies(june, {"id": "ann", "from": date(2026, 6, 8)})) == 1


def test_buddies_who_are_not_in_the_rota_are_foreseen() -> None:
    june = date(2026, 6, 1)
    told = ["bob is new from 2026-06-01, and no buddy of theirs is in this rota: ann"]
    assert buddies(june, {"id": "ann"}, centre=ELSEWHERE, people={"ann": {"team": "two"}}) == told
    moving = {"ann": {"dated": [{"from": date(2026, 6, 2), "team": "two"}]}}
    assert buddies(june, {"id": "ann"}, centre=ELSEWHERE, people=moving) == []
