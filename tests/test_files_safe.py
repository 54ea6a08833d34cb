"""safe(): text from files that cannot steer a terminal or deceive a reader."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.show.safe import safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ann O'Brien-Müller 5%", "Ann O'Brien-Müller 5%"),
        ("名前 🙂", "名前 🙂"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x1b]8;;http://evil\x07link", r"\x1b]8;;http://evil\x07link"),
        ("\x9b2J", r"\x9b2J"),
        ("one\ntwo\r\tthree", r"one\ntwo\r\tthree"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\u2066a\u2069\u200f\u061c", r"\u2066a\u2069\u200f\u061c"),
        ("\u2028\u2029\ufeff\x7f\x00", r"\u2028\u2029\ufeff\x7f\x00"),
        ("\U000e0041\ud800", r"\U000e0041\ud800"),
        ("", ""),
    ],
)
def test_what_controls_is_written_out(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text(alphabet=st.characters(), max_size=100))
def test_nothing_unseen_is_left_and_nothing_else_is_changed(text: str) -> None:
    shown = safe(text)
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in shown)
    assert safe(shown) == shown
    if text.isprintable():
        assert shown == text
