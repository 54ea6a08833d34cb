"""Text from files is made harmless before anybody sees it."""

import pytest

from rota.show.safe import safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ann Example", "Ann Example"),
        ("Zoë Müller 李雷", "Zoë Müller 李雷"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("two\nlines\tand\rmore", "two\\nlines\\tand\\rmore"),
        ("abc\u202efed", "abc\\u202efed"),
        ("\u2028\x7f\x9b", "\\u2028\\x7f\\x9b"),
    ],
)
def test_what_controls_or_deceives_is_written_out(text: str, shown: str) -> None:
    assert safe(text) == shown
