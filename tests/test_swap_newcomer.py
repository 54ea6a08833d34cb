"""Somebody who came after a month was published has no cell in it: nobody swaps with them, nor they with anybody."""

from pathlib import Path

import pytest

from tests.living_world import published
from tests.swap_world import run

DAY = "2026-12-14"
WHY = (
    "a7 has no cell on Mon 14 Dec: the published rota of town-hall 2026-12 was planned without them; a leader has the "
    "rest of it planned anew: rota plan --from 2026-12-14"
)
JOINS = """
[[agent]]
id = "a7"
team = "front"
employer = "council"
contract = "full-time"
home = "phones"
skills = ["phones", "reception"]
from = 2026-12-07
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = published(tmp_path)
    people = root / "people.toml"
    people.write_text(people.read_text("utf-8") + JOINS, "utf-8")
    return root


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("a2", ("swap", "request", "a2", DAY, "--with", "a7")),
        ("a7", ("swap", "request", "a7", DAY, "--with", "a2")),
        ("a7", ("swap", "find", DAY)),
        ("a3", ("cover", "offer", "a2", DAY, "--to", "a7")),
        ("a3", ("cover", "offer", "a2", DAY, "--to", "a7", "--shift", "early reception")),
    ],
)
def test_a_newcomer_is_refused_with_what_to_do(root: Path, by: str, words: tuple[str, ...]) -> None:
    ran = run(root, *words, by=by)
    assert (ran.code, ran.err) == (1, f"rota: {WHY}\n")


@pytest.mark.parametrize("words", [("swap", "find", DAY), ("cover", "find", "a2", DAY)])
def test_a_newcomer_is_ruled_out_where_others_are_looked_for(root: Path, words: tuple[str, ...]) -> None:
    ran = run(root, *words, by="a2" if words[0] == "swap" else "a3")
    could, _, ruled_out = ran.out.partition("Ruled out")
    assert "a7" not in could
    assert WHY in ruled_out
