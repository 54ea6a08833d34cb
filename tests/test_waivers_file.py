"""``waivers.toml`` as it is read: what it must say, names that lead nowhere, dates out of order; all of it exit 2."""

from pathlib import Path

import pytest

from rota.files.errors import BadInput
from rota.files.repository import Repository
from tests.cli_helpers import rota, tiny
from tests.waivers_world import table, write


def faults(root: Path) -> list[tuple[str, str, str, str]]:
    """What is wrong with the repository: place, code, message, next step."""
    try:
        Repository.open(root)
    except BadInput as error:
        return [(str(one.place), one.code, one.message, one.fix) for one in error.findings]
    return []


def test_a_whole_waiver_is_read_with_its_place(tmp_path: Path) -> None:
    root = write(tiny(tmp_path), "# What HR accepts.\n", table("SAT02", amount="1", teams='["front"]'))
    repo = Repository.open(root)
    (one,) = repo.waivers
    assert (one.rule, one.agents, one.teams, one.groups, one.amount) == ("SAT02", ("a2",), ("front",), (), 1)
    assert str(repo.waiver_place(0)) == "waivers.toml:3:1"
    assert str(repo.waiver_place(0, "expires")) == "waivers.toml:11:1"


def test_a_rota_repository_needs_no_waivers(tmp_path: Path) -> None:
    assert Repository.open(tiny(tmp_path)).waivers == ()
    assert faults(write(tiny(tmp_path / "empty"), "")) == []


@pytest.mark.parametrize("key", ["rule", "from", "until", "reason", "approver", "approved", "expires"])
def test_each_key_is_compulsory(tmp_path: Path, key: str) -> None:
    ((place, code, message, _),) = faults(write(tiny(tmp_path), table("SAT02").replace(f"{key} =", "# ")))
    assert (place, code) == ("waivers.toml:1:1", "DATA07")
    assert key in message


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            {"agents": ""},
            (
                "waivers.toml:1:1",
                "DATA08",
                "it does not say of whom",
                "give at least one of agents, teams and groups",
            ),
            id="of nobody",
        ),
        pytest.param(
            {"reason": '"  "'},
            ("waivers.toml:6:1", "DATA08", "the reason is blank", "write down why HR accepts it"),
            id="no reason",
        ),
        pytest.param(
            {"rule": '"sat02"'},
            (
                "waivers.toml:2:1",
                "DATA09",
                'no rule has the code or the name "sat02"',
                'did you mean "SAT02"?',
            ),
            id="a code in small letters",
        ),
        pytest.param(
            {"rule": '"No-Two-Saturdays"'},
            (
                "waivers.toml:2:1",
                "DATA09",
                'no rule has the code or the name "No-Two-Saturdays"',
                'did you mean "no-two-saturdays"?',
            ),
            id="a name in capitals",
        ),
        pytest.param(
            {"agents": '["a22"]'},
            ("waivers.toml:3:11", "DATA09", 'no agent is named "a22"', 'did you mean "a2"?'),
            id="an unknown agent",
        ),
        pytest.param(
            {"agents": '["A2"]'}, ("waivers.toml:3:11", "DATA08", '"A2"', ""), id="an agent in capitals"
        ),
        pytest.param(
            {"teams": '["frnt"]'},
            ("waivers.toml:10:10", "DATA09", 'no team is named "frnt"', 'did you mean "front"?'),
            id="an unknown team",
        ),
        pytest.param(
            {"groups": '["town"]'},
            ("waivers.toml:10:11", "DATA09", 'no rota group is named "town"', 'did you mean "town-hall"?'),
            id="an unknown group",
        ),
        pytest.param(
            {"until": "2026-12-11"},
            ("waivers.toml:5:1", "DATA12", "until 2026-12-11 is before from 2026-12-12", "swap them"),
            id="days run backwards",
        ),
        pytest.param(
            {"expires": "2026-09-30"},
            ("waivers.toml:9:1", "DATA12", "expires 2026-09-30 is before approved 2026-10-01", "swap them"),
            id="it expires before it is approved",
        ),
        pytest.param(
            {"ground": '"unmeasured-time"'},
            (
                "waivers.toml:10:1",
                "DATA08",
                "but SAT02 no-two-saturdays is no rule of law",
                "leave ground out",
            ),
            id="a ground where there is no law",
        ),
        pytest.param(
            {"amount": "0"}, ("waivers.toml:10:1", "DATA08", "amount", ""), id="an amount of nothing"
        ),
        pytest.param({"why": '"x"'}, ("waivers.toml:10:1", "DATA06", "why", ""), id="an unknown key"),
    ],
)
def test_what_cannot_be_meant_is_a_fault_of_the_input(
    tmp_path: Path, said: dict[str, str], expected: tuple[str, str, str, str]
) -> None:
    rule = said.pop("rule", '"SAT02"').strip('"')
    ((place, code, message, fix),) = faults(write(tiny(tmp_path), table(rule, **said)))
    assert (place, code) == expected[:2]
    assert expected[2] in message
    assert expected[3] in fix


def test_check_exits_with_2_on_such_a_fault(tmp_path: Path) -> None:
    root = write(tiny(tmp_path), table("SAT02", agents='["a22"]'))
    ran = rota("check", "--repo", root, "--format", "concise")
    assert ran.code == 2
    assert ran.out.startswith("waivers.toml:3:11: DATA09 fault ")


def test_editors_are_told_what_a_waiver_may_say() -> None:
    ran = rota("schema", "waivers")
    assert ran.code == 0
    for key in (
        "rule",
        "agents",
        "from",
        "until",
        "reason",
        "approver",
        "approved",
        "expires",
        "ground",
        "amount",
    ):
        assert f'"{key}"' in ran.out
