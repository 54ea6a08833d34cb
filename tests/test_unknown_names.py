"""Which of the names that exist somebody meant who typed another."""

import pytest

from rota.files.wording import close
from rota.work.errors import nearest

AGENTS = [f"a{number:03}" for number in range(1, 48)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a05", ["a005"]),
        ("a5", ["a005"]),
        ("A0005", ["a005"]),
        ("a47", ["a047"]),
        ("a10", ["a010"]),
        ("a0x5", ["a045", "a035", "a025"]),
    ],
)
def test_a_zero_too_few_or_too_many_is_seen_through(typed: str, meant: list[str]) -> None:
    assert close(typed, AGENTS) == meant


def test_so_is_a_letter_doubled_or_not() -> None:
    assert close("holand", ["holland", "poland"]) == ["holland"]
    assert close("cc-assh", ["cc-ash", "cc-elm"]) == ["cc-ash"]


def test_a_number_is_not_another_because_its_digits_repeat() -> None:
    assert close("a011", ["a01", "a0111"]) == ["a0111", "a01"]
    assert nearest("a05", AGENTS) == 'did you mean "a005"?'
