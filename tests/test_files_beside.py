"""What people.toml says of lending and of buddies: one thing broken, and the whole of what is said."""

from pathlib import Path

import pytest

from rota.files.repository import Repository
from tests.files_world import change, faults, line, make

CENTRE, PEOPLE = "centre.toml", "people.toml"
BOB = 'id = "bob"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The good repository, with a second site that has a team of nobody."""
    make(tmp_path)
    hill = '[[site]]\nid = "hill"\n\n[[team]]\nid = "back"\nsite = "hill"\n\n[[group]]'
    change(tmp_path, CENTRE, "[[group]]", hill)
    change(tmp_path, CENTRE, 'teams = ["front"]', 'teams = ["front", "back"]')
    return tmp_path


def test_lending_and_buddies_that_can_be_are_no_faults(root: Path) -> None:
    terms = (
        'from = 2026-06-01\nlent-to = ["hill"]\nbuddy = [{ id = "ann" }]\n'
        'dated = [{ from = 2027-01-04, team = "back", lent-to = ["hall"] }]\n'
    )
    change(root, PEOPLE, BOB, BOB + terms)
    assert faults(root) == ()
    bob = Repository.open(root).people.agent[1]
    assert (bob.lent_to, bob.dated[0].lent_to, bob.buddy[0].id) == (("hill",), ("hall",), "ann")


ONE_THING = {
    "a site that does not exist": (
        'lent-to = ["hil"]',
        'people.toml:11:12: DATA09 agent "bob": lent-to: no site is named "hil"; did you mean "hill"?',
    ),
    "a site that does not exist, dated": (
        'dated = [{ from = 2026-12-07, lent-to = ["hill", "halle"] }]',
        'people.toml:11:50: DATA09 agent "bob", dated 1: lent-to: no site is named "halle"; did you mean "hall" or "hill"?',
    ),
    "one's own site": (
        'lent-to = ["hill", "hall"]',
        'people.toml:11:20: DATA23 bob may be lent to "hall", which is the site of their own team; '
        "take the site out of lent-to, or correct the team",
    ),
    "one's own site by then": (
        'dated = [{ from = 2026-12-07, team = "back" }, { from = 2026-12-14, lent-to = ["hill"] }]',
        'people.toml:11:80: DATA23 bob may be lent to "hill", which is the site of their own team; '
        "take the site out of lent-to, or correct the team",
    ),
    "a text for a list": (
        'lent-to = "hill"',
        'people.toml:11:1: DATA08 agent "bob": lent-to is the text "hill", not a list in square brackets; '
        "write a list in square brackets",
    ),
    "a buddy who does not exist": (
        'from = 2026-06-01\nbuddy = [{ id = "anne" }]',
        'people.toml:12:12: DATA09 agent "bob", buddy "anne": id: no agent is named "anne"; did you mean "ann"?',
    ),
    "a buddy without an id": (
        "buddy = [{ from = 2026-06-01 }]",
        'people.toml:11:10: DATA07 agent "bob", buddy 1: "id" is missing; add id = ...',
    ),
    "one's own buddy": (
        'from = 2026-06-01\nbuddy = [{ id = "bob" }]',
        "people.toml:12:12: DATA23 bob is named as their own buddy; name somebody who knows the work already",
    ),
    "a buddy for no time at all": (
        'buddy = [{ id = "ann" }]',
        "people.toml:11:12: DATA07 ann is the buddy of bob, but neither has a first day, so nobody knows when; "
        "give the buddy from and until, or bob the first day of work: from = 2026-06-01",
    ),
    "a buddy whose dates run backwards": (
        'buddy = [{ id = "ann", from = 2026-06-08, until = 2026-06-01 }]',
        "people.toml:11:43: DATA12 until 2026-06-01 is before from 2026-06-08; "
        "swap them, or correct the one that is wrong [people.toml:11:24]",
    ),
}


@pytest.mark.parametrize("name", ONE_THING)
def test_one_broken_thing_is_one_finding_with_place_and_next_step(root: Path, name: str) -> None:
    broken, said = ONE_THING[name]
    change(root, PEOPLE, BOB, f"{BOB}{broken}\n")
    assert [line(finding) for finding in faults(root)] == [said]


def test_a_buddy_who_has_left_by_then(root: Path) -> None:
    change(root, PEOPLE, 'id = "ann"\n', 'id = "ann"\nuntil = 2026-06-12\n')
    entries = '{ id = "ann", until = 2026-06-12 }, { id = "ann", until = 2026-06-19 }'
    change(root, PEOPLE, BOB, f"{BOB}from = 2026-06-01\nbuddy = [{entries}]\n")
    assert [line(finding) for finding in faults(root) if finding.code == "DATA23"] == [
        "people.toml:13:48: DATA23 ann is the buddy of bob on 2026-06-19, but does not work here then; "
        "name somebody else, or correct the dates of either [people.toml:1:1]"
    ]


def test_a_buddy_who_is_new_as_well(root: Path) -> None:
    change(
        root,
        PEOPLE,
        'id = "ann"\n',
        'id = "ann"\nbuddy = [{ id = "cat", from = 2026-05-04, until = 2026-06-01 }]\n',
    )
    change(root, PEOPLE, BOB, f'{BOB}from = 2026-06-01\nbuddy = [{{ id = "ann" }}]\n')
    cat = '\n[[agent]]\nid = "cat"\nteam = "front"\nemployer = "council"\ncontract = "full"\nhome = "desk"\nskills = ["desk"]\n'
    text = (root / PEOPLE).read_text("utf-8")
    (root / PEOPLE).write_text(text + cat, encoding="utf-8", newline="\n")
    told = [line(finding) for finding in faults(root) if finding.code == "DATA23"]
    assert told == [
        "people.toml:13:12: DATA23 ann is the buddy of bob, and new then as well: cat is theirs; "
        "name somebody who knows the work already, or correct the dates of either [people.toml:3:12]"
    ]
    change(root, PEOPLE, "until = 2026-06-01 }", "until = 2026-05-31 }")
    assert not [finding for finding in faults(root) if finding.code == "DATA23"]


def test_a_skill_may_be_one_that_a_rule_asks_for(root: Path) -> None:
    change(root, PEOPLE, 'skills = ["desk"]', 'skills = ["desk", "senior"]')
    assert [line(finding) for finding in faults(root)] == [
        'people.toml:15:19: DATA09 agent "bob": skills: no skill is named "senior"; there is desk, phones'
    ]
    change(root, "rules.toml", "", '[[rule]]\nuse = "leader-present"\nskill = "senior"\n')
    assert faults(root) == ()
