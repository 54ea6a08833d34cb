"""Leave in law, written terms and statutory notice, on whole repositories: places, settings, and once a leave year."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from constraints.leave_turns import beginning, ending
from rota.domain.leave import LeaveEvent, LeaveState, Reason
from rota.domain.matter import Step
from rota.files import matters
from rota.files.repository import Repository
from rota.packs import make_rule
from rota.work.judging import check_month
from rota.work.situation import rota_of
from tests.audit_helpers import findings, then
from tests.cli_helpers import rota
from tests.living_world import GROUP, LEADER, MONTH, published

B_TOWN = Path(__file__).parents[1] / "examples" / "b-town"


def refused(root: Path, asked: str, answered: str, *more: Step) -> str:
    """A week of leave in December that a4 asked for on one day and was refused on another; its folder."""
    ref = "leave/refused00001"
    about = {"agent": "a4", "from_": date(2026, 12, 7), "until": date(2026, 12, 11)}
    matters.begin_at(
        root, ref, LeaveEvent(event=Step.REQUESTED, by="a4", at=f"{asked}T09:00:00+00:00", **about)
    )
    said = {"by": LEADER, "at": f"{answered}T09:00:00+00:00", **about}
    then(root, ref, LeaveEvent(event=Step.REFUSED, reason=Reason.COVER, **said))
    for step in more:
        then(root, ref, LeaveEvent(event=step, **said))
    return ref


def test_a_late_refusal_is_found_where_the_event_says_when(tmp_path: Path) -> None:
    root = published(tmp_path)
    refused(root, "2026-11-02", "2026-12-02")
    assert findings(root, "LEAVE04") == [
        (
            "LEAVE04",
            "a4 asked on Mon 2 Nov for 5 days of leave from 2026-12-07 until 2026-12-11 (refused00001) and was refused on "
            "Wed 2 Dec, 5 days ahead; limit 6",
            "leave/refused00001/2.toml:9:1",
        )
    ]


def test_it_is_the_first_refusal_that_counts_whatever_comes_after(tmp_path: Path) -> None:
    root = published(tmp_path)
    refused(root, "2026-11-02", "2026-12-02", Step.WAITLISTED)
    (leave,) = (one for one in Repository.open(root).leave if one.id == "refused00001")
    assert (leave.state, leave.refused_in) == (LeaveState.WAITLISTED, "leave/refused00001/2")
    assert [code for code, *_ in findings(root, "LEAVE04")] == ["LEAVE04"]


def test_in_time_is_no_finding(tmp_path: Path) -> None:
    root = published(tmp_path)
    refused(root, "2026-11-02", "2026-12-01")
    assert findings(root, "LEAVE04") == []


def test_hours_beyond_written_terms_name_the_contract_as_second_place(tmp_path: Path) -> None:
    root = published(tmp_path)
    centre = root / "centre.toml"
    text = centre.read_text("utf-8").replace(
        'id = "three-days"\n',
        'id = "three-days"\nwritten = { weekdays = ["mon", "tue"], earliest = "09:00" }\n',
    )
    centre.write_text(text, "utf-8")
    found = [
        f
        for f in check_month(Repository.open(root), MONTH, None, None).judged.findings
        if f.code == "SHIFT04"
    ]
    line = text.splitlines().index('written = { weekdays = ["mon", "tue"], earliest = "09:00" }') + 1
    assert found
    assert {str(finding.second) for finding in found} == {f"centre.toml:{line}:1"}
    assert {finding.agent for finding in found} == {"a6"}
    wednesdays = [finding.message for finding in found if finding.day and finding.day.weekday() == 2]
    assert wednesdays[0] == (
        "a6 works early phones on Wed 2 Dec: 08:30-16:30 (08:00) beyond the written terms of three-days, "
        "Mon Tue 09:00-24:00, and no variation agreed by then covers it"
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"use": "refusal-notice", "days-per-day": 0}, "only a relevant agreement varies that"),
        (
            {"use": "refusal-notice", "days-per-day": 0, "agreement": " "},
            "only a relevant agreement varies that",
        ),
        ({"use": "statutory-leave", "carry": 3, "agreement": " "}, "only by a relevant agreement"),
        ({"use": "shift-notice", "days": 7, "source": " "}, "at least 1 character"),
        ({"use": "refusal-notice", "level": "should"}, "Working Time Regulations 1998, regulation 15 binds"),
        ({"use": "statutory-leave", "carry": 3}, "only by a relevant agreement"),
        ({"use": "statutory-leave", "carry": 9, "agreement": "clause 1"}, "less than or equal to 8"),
        ({"use": "shift-notice", "days": 7}, "source"),
        ({"use": "shift-notice", "source": "regulations"}, "days"),
        ({"use": "shift-notice", "days": 7, "source": ""}, "at least 1 character"),
    ],
)
def test_law_is_tightened_or_varied_with_a_ground_and_never_loosened(
    table: dict[str, object], said: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_rule(table)
    assert said in str(refusal.value)


def test_an_agreement_is_what_findings_cite() -> None:
    rule = make_rule(
        {"use": "refusal-notice", "days-per-day": 0, "least": 7, "agreement": "agreement of 2025"}
    )
    assert rule.cited == "agreement of 2025"


def test_each_leave_year_is_judged_once_when_it_begins_and_once_when_it_ends() -> None:
    repo = Repository.open(B_TOWN)
    begun: Counter[tuple[str, date]] = Counter()
    ended: Counter[tuple[str, date]] = Counter()
    for month in repo.rotas("b-town"):
        judged = rota_of(repo, repo.rotas("b-town")[month])
        begun.update((year.agent, year.start) for year, _ in beginning(judged))
        ended.update((year.agent, year.start) for year in ending(judged))
    assert set(begun.values()) == set(ended.values()) == {1}
    trust = {agent.id for agent in repo.people.agent if agent.employer == "trust"}
    assert {agent for agent, start in begun if start == date(2026, 1, 1)} == trust
    assert {agent for agent, start in ended if start == date(2025, 1, 1)} == trust
    council = {agent for agent, start in begun if start == date(2025, 4, 1)}
    assert council == {agent for agent, start in ended if start == date(2025, 4, 1)}


def test_a_rota_of_the_examples_says_what_it_cannot_know(tmp_path: Path) -> None:
    ran = rota("check", "2026-01", "--repo", B_TOWN, "--select", "LEAVE03")
    assert ran.code == 0
    assert "the leave that a003, a007, a011, a015, a020, a025 and 4 more took" in ran.out
    assert GROUP not in ran.out
