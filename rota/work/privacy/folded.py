"""Text as it is searched: without capitals, accents, look-alikes and invisible characters, each with its old place."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_LIKE = dict(
    zip(
        # Cyrillic, Greek, apostrophes
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u04cf\u051b\u051d\u0432\u043a\u043c\u043d\u0442"
        "\u03bf\u03b1\u03bd\u03b9\u03ba\u03c1\u03c4\u03c5\u03c7\u03b5\u03c2\u03f2"
        "\u2019\u02bc\u2018\u2032",
        "aeopcyxijsdhlqwbkmhtoavikptuxecc''''",
        strict=True,
    )
)
"""Letters of other alphabets that look like ours, and the signs that people write for an apostrophe."""


class Folded(NamedTuple):
    """A text to be searched; ``at`` has the place of each of its characters in the text it came from, if that differs."""

    text: str
    at: Sequence[int] | None = None

    def origin(self, index: int) -> int:
        """Where the character of that index stood."""
        return index if self.at is None else self.at[index]


def fold(text: str) -> Folded:
    """``text`` to be searched."""
    if text.isascii():
        return Folded(text.lower())
    characters: list[str] = []
    at: list[int] = []
    for index, written in enumerate(text):
        for character in written.lower() if written.isascii() else _plain(written):
            characters.append(character)
            at.append(index)
    at.append(len(text))
    return Folded("".join(characters), at)


def _plain(written: str) -> str:
    """One character beyond ASCII as the letters it stands for; nothing for one that cannot be seen."""
    taken_apart = unicodedata.normalize("NFKD", written).lower()
    seen = (each for each in taken_apart if unicodedata.category(each) not in {"Mn", "Cf"})
    return "".join(_LIKE.get(each, each) for each in seen)
