"""The short way to read plain TOML says what tomllib says, or nothing."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.files.plain import plain_tables

EXAMPLES = Path(__file__).parents[1] / "examples"

LINES = st.sampled_from(
    [
        "",
        "# a comment, é",
        "# tab\tinside",
        "[a]",
        "[a.b]",
        "[b]",
        "[a.b.c]",
        "[[a]]",
        "[ a ]",
        'x = "1"',
        'y = "é"',
        'b = "2"',
        'x = ""',
        "n = 0",
        "n = 12",
        "n = 007",
        "n = -1",
        "n = 1_0",
        "d = 2026-01-01",
        '2026-01-01 = "early phones"',
        'x = "a\\nb"',
        "x = 'raw'",
        'x= "1"',
        'x = "1" # end',
        'a.x = "1"',
        'x = "unfinished',
        "nonsense",
        "t = true",
        'x = "del\x7f"',
        "# bell\x07",
        'a = "1"',
    ]
)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_it_agrees_with_tomllib_or_is_silent(text):
    said = plain_tables(text)
    if said is not None:
        assert said == tomllib.loads(text)


def test_published_rotas_are_read_the_short_way():
    files = sorted(EXAMPLES.glob("b-town/rotas/*/*.toml"))
    assert len(files) == 6
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert plain_tables(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        'x = "1"\nx = "2"',
        "[a]\n[a]",
        '[a]\nb = "1"\n[a.b]',
        "[a.b]\n[a]\nb = 1",
        'a = "1"\n[a.b]',
        "n = 1\nn = 2",
    ],
)
def test_what_stands_twice_is_left_to_tomllib(text):
    assert plain_tables(text) is None
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
