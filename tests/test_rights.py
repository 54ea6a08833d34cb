"""Who may act: leaders, deputies, who stands by, HR, and what a refusal says."""

from datetime import date
from pathlib import Path

import pytest

from rota.domain.absence import AbsenceEvent
from rota.domain.leave import Half, LeaveEvent
from rota.domain.matter import Claim, Means, Step
from rota.files import matters
from rota.files.repository import Repository
from rota.work.errors import Refused, Unusable
from rota.work.rights import entitled, for_agent, is_away, may_approve, team_of
from tests.files_world import CENTRE, PEOPLE, change, faults, line, make

NOW = "2026-11-16T09:00:00+00:00"
TODAY = date(2026, 11, 16)
DAY = date(2026, 12, 7)

TEAMS = """\
[[team]]
id = "front"
site = "hall"
leader = "ann"
deputy = [{ id = "bob", from = 2026-11-20, until = 2026-11-27 }]

[[team]]
id = "back"
site = "hall"
leader = "cat"

[[team]]
id = "west"
site = "hall"
leader = "dan"

[[group]]
id = "all"
teams = ["front", "back"]

[[group]]
id = "far"
teams = ["west"]
"""

OTHERS = """
[[agent]]
id = "{id}"
team = "{team}"
employer = "council"
contract = "full"
home = "desk"
skills = ["desk"]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two teams in one rota group, led by ann and cat, and one in another, led by dan."""
    monkeypatch.setenv("ROTA_NOW", NOW)
    make(tmp_path)
    (tmp_path / "rotas/all/2026-12.toml").unlink()
    teams = CENTRE[CENTRE.index("[[team]]") : CENTRE.index("[[service]]")]
    change(tmp_path, "centre.toml", teams, f"{TEAMS}\n")
    more = [("cat", "back"), ("col", "back"), ("dan", "west"), ("eve", "west")]
    change(
        tmp_path, "people.toml", "", PEOPLE + "".join(OTHERS.format(id=id, team=team) for id, team in more)
    )
    return tmp_path


def may(root: Path, team: str, on: date = TODAY, parties: tuple[str, ...] = ()) -> tuple[str, ...]:
    repo = Repository.open(root)
    return entitled(repo, next(entry for entry in repo.centre.team if entry.id == team), on, parties)


def refusal(root: Path, by: str, *parties: str, on: date = DAY) -> str:
    """What is said if ``by`` would approve something of ``parties``; empty if they may."""
    try:
        may_approve(Repository.open(root), by, [(party, on) for party in parties], "this")
    except Refused as error:
        return str(error)
    return ""


def absent(root: Path, agent: str, first: date, last: date | None, *more: Step) -> None:
    event = AbsenceEvent(event=Step.RECORDED, by="cat", at=NOW, agent=agent, from_=first, until=last)
    id = matters.begin(root, "absence", event)
    for step in more:
        chain = next(one for one in Repository.open(root).absence_chains if one.id == id)
        matters.follow(root, chain, event.model_copy(update={"event": step}))


def on_leave(root: Path, agent: str, *, granted: bool, half: Half | None = None) -> None:
    event = LeaveEvent(
        event=Step.REQUESTED, by=agent, at=NOW, agent=agent, from_=TODAY, until=TODAY, half=half
    )
    id = matters.begin(root, "leave", event)
    if granted:
        chain = next(one for one in Repository.open(root).leave_chains if one.id == id)
        matters.follow(root, chain, event.model_copy(update={"event": Step.APPROVED, "by": "cat"}))


def test_a_team_is_its_leaders_alone(root: Path) -> None:
    assert may(root, "front") == ("ann",)
    assert refusal(root, "ann", "bob") == ""
    assert refusal(root, "cat", "bob") == "cat may not approve this. That is for ann"
    assert refusal(root, "bob", "col") == "bob may not approve this. That is for cat"


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2026, 11, 19), ("ann",)),
        (date(2026, 11, 20), ("ann", "bob")),
        (date(2026, 11, 27), ("ann", "bob")),
        (date(2026, 11, 28), ("ann",)),
    ],
)
def test_a_deputy_may_act_on_the_days_given_and_no_other(root: Path, day: date, who: tuple[str, ...]) -> None:
    assert may(root, "front", day) == who


def test_the_deputy_of_today_decides_about_a_day_after_the_deputising(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROTA_NOW", "2026-11-23")
    change(root, "people.toml", 'id = "col"\nteam = "back"', 'id = "col"\nteam = "front"')
    assert refusal(root, "bob", "col", on=date(2026, 12, 14)) == ""


def test_nobody_approves_their_own(root: Path) -> None:
    assert refusal(root, "ann", "ann") == "ann is a party to this; nobody approves their own. That is for cat"
    assert refusal(root, "ann", "bob", "ann") == (
        "ann is a party to this; nobody approves their own. That is for cat"
    )
    assert refusal(root, "cat", "ann") == ""
    assert refusal(root, "cat", "bob", "ann") == ""


def test_a_deputy_decides_for_the_leader_before_other_leaders_do(root: Path) -> None:
    assert may(root, "front", date(2026, 11, 20), ("ann",)) == ("ann", "bob")


def test_where_nobody_stands_by_a_leaders_own_matters_need_a_deputy(root: Path) -> None:
    change(root, "centre.toml", "[[employer]]", '[authority]\nwhen-away = "nobody"\n\n[[employer]]')
    assert refusal(root, "cat", "ann") == (
        "cat may not approve this. Nobody else leads there: name a leader or a deputy in centre.toml"
    )


@pytest.mark.parametrize(
    ("first", "last", "steps", "who"),
    [
        (TODAY, TODAY, (), ("ann", "cat")),
        (date(2026, 11, 2), None, (), ("ann", "cat")),
        (date(2026, 11, 17), None, (), ("ann",)),
        (date(2026, 11, 2), date(2026, 11, 15), (), ("ann",)),
        (TODAY, TODAY, (Step.VOIDED,), ("ann",)),
    ],
)
def test_who_stands_by_while_the_leader_is_absent(root, first, last, steps, who) -> None:
    absent(root, "ann", first, last, *steps)
    assert may(root, "front") == who
    assert (refusal(root, "cat", "bob") == "") is ("cat" in who)


def test_standing_by_ends_at_the_rota_group(root: Path) -> None:
    absent(root, "dan", TODAY, None)
    assert may(root, "west") == ("dan",)
    assert refusal(root, "ann", "eve") == "ann may not approve this. That is for dan"


@pytest.mark.parametrize(
    ("granted", "half", "away"),
    [(True, None, True), (False, None, False), (True, Half.MORNING, False)],
)
def test_a_leader_is_away_on_granted_whole_days_of_leave(root, granted, half, away) -> None:
    on_leave(root, "ann", granted=granted, half=half)
    repo = Repository.open(root)
    assert is_away(repo, "ann", TODAY) is away
    assert not is_away(repo, "ann", date(2026, 11, 17))


def test_an_absent_leader_is_seen_in_the_published_rota_too(root: Path) -> None:
    days = f'format = 1\ngroup = "all"\nmonth = "2026-11"\n\n[cells.ann]\n{TODAY} = "absent"\n'
    target = root / "rotas/all/2026-11.toml"
    target.write_text(days)
    assert may(root, "front") == ("ann", "cat")
    target.write_text(days.replace("absent", "off"))
    assert may(root, "front") == ("ann",)


def test_who_does_not_work_here_any_more_leads_nobody(root: Path) -> None:
    change(root, "people.toml", 'id = "ann"\n', 'id = "ann"\nuntil = 2026-11-15\n')
    assert may(root, "front", date(2026, 11, 15)) == ("ann",)
    assert may(root, "front") == ("cat",)
    assert refusal(root, "ann", "bob") == "ann may not approve this. That is for cat"


def test_a_swap_of_two_teams_of_a_group_is_for_either_leader(root: Path) -> None:
    assert refusal(root, "ann", "bob", "col") == ""
    assert refusal(root, "cat", "bob", "col") == ""
    assert refusal(root, "dan", "bob", "col") == "dan may not approve this. That is for ann, cat"


def test_a_loan_to_another_group_needs_one_who_may_act_in_both(root: Path) -> None:
    said = (
        "ann may not approve this. It concerns all (ann) and far (dan), and needs one who may act in both: "
        "name a deputy in centre.toml"
    )
    assert refusal(root, "ann", "bob", "eve") == said
    change(root, "centre.toml", 'leader = "dan"', 'leader = "dan"\ndeputy = [{ id = "ann" }]')
    assert refusal(root, "ann", "bob", "eve") == ""
    assert refusal(root, "dan", "bob", "eve") == "dan may not approve this. That is for ann"


def test_who_has_left_is_for_nobody_to_decide_about(root: Path) -> None:
    change(root, "people.toml", 'id = "bob"\n', 'id = "bob"\nuntil = 2026-11-15\n')
    assert refusal(root, "ann", "bob") == (
        "ann may not approve this. Somebody concerned does not work here then; see from and until in people.toml"
    )
    repo = Repository.open(root)
    assert team_of(repo, "bob", DAY) is None
    assert team_of(repo, "nobody", DAY) is None


def test_hr_sees_everything_and_approves_nothing(root: Path) -> None:
    change(root, "centre.toml", "[[employer]]", 'hr = ["h1", "col"]\n\n[[employer]]')
    assert refusal(root, "h1", "bob") == "HR sees everything and approves nothing. That is for ann"
    with pytest.raises(Refused, match=r"h1 may not act for bob; that is for bob, or for ann, who"):
        for_agent(Repository.open(root), "h1", "bob", None, Means.PHONE)
    assert for_agent(Repository.open(root), "col", "col", None, None).who == "col"


def test_nobody_is_hr_and_a_leader_and_every_deputy_is_somebody(root: Path) -> None:
    change(root, "centre.toml", 'zone = "Europe/London"\n', 'zone = "Europe/London"\nhr = ["cat", "bob"]\n')
    change(root, "centre.toml", 'leader = "dan"', 'leader = "dan"\ndeputy = [{ id = "dave" }]')
    assert [line(found) for found in faults(root)] == [
        'centre.toml:29:13: DATA09 team "west", deputy "dave": id: no agent is named "dave"; '
        "there is ann, bob, cat, col, dan, eve",
        'centre.toml:3:7: DATA23 cat acts for HR, which approves nothing, and is leader of team "back"; '
        "take the id out of one of them [centre.toml:23:1]",
        'centre.toml:3:14: DATA23 bob acts for HR, which approves nothing, and is deputy of team "front"; '
        "take the id out of one of them [centre.toml:18:13]",
    ]


def test_an_agent_acts_for_themselves_and_a_leader_says_how_it_was_given(root: Path) -> None:
    repo = Repository.open(root)
    own = for_agent(repo, "bob", "bob", Claim.LOGIN, None)
    assert (own.by, own.behalf, own.means, own.who) == ("bob", None, None, "bob")
    entered = for_agent(repo, "ann", "bob", Claim.STATED, Means.PHONE)
    assert (entered.by, entered.behalf, entered.means, entered.who) == ("ann", "bob", Means.PHONE, "bob")
    with pytest.raises(Unusable, match="ann acts for bob: say how bob told you with --means"):
        for_agent(repo, "ann", "bob", None, None)
    with pytest.raises(Unusable, match="leave it out for yourself"):
        for_agent(repo, "bob", "bob", None, Means.PAPER)


def test_refusals_to_act_for_somebody_say_who_may(root: Path) -> None:
    repo = Repository.open(root)
    with pytest.raises(Refused) as refused:
        for_agent(repo, "col", "bob", None, Means.PHONE)
    assert str(refused.value) == (
        "col may not act for bob; that is for bob, or for ann, who may enter it for them"
    )
    with pytest.raises(Refused) as refused:
        for_agent(repo, "bob", "ann", None, None)
    assert str(refused.value) == (
        "bob may not act for ann; that is for ann, or for cat, who may enter it for them"
    )


@pytest.mark.parametrize("dates", ["from = 2027-01-04", "until = 2026-11-06"])
def test_a_leader_enters_for_who_has_yet_to_come_or_has_left(root: Path, dates: str) -> None:
    change(root, "people.toml", 'id = "bob"\n', f'id = "bob"\n{dates}\n')
    assert for_agent(Repository.open(root), "ann", "bob", None, Means.PAPER).who == "bob"
