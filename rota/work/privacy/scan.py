"""What in a text has no place in a rota: by words first, then by the form of numbers and addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import attrgetter

from rota.files.codes import Code
from rota.work.privacy.folded import Folded, fold
from rota.work.privacy.numbers import masked, numbers
from rota.work.privacy.words import word_lists

_SMALL = "since|under|after|with|by|in|on|at|to|from|of|the|a|see|per|due|until|till|but|as|is|was|has|had|for|because|so|no|not"
_DOCUMENT = re.compile(
    rf"(?:'?s?[ -](?:& )?(?!(?:{_SMALL})\b)[a-z]+\.?){{0,4}}?'?s?[ -]"
    r"(?:polic(?:y|ies)|procedures?|schemes?|agreements?|regulations?|act|handbook|entitlements?|charter|guidance)(?![a-z])"
)
_SERVICE = re.compile(
    r"(?:'?s?[ -](?:health|persons?|people|abuse|violence|rights|liaison|support|information|welfare|prevention))?'?s?[ -]"
    r"(?:services?|helpline|hotline|enquir(?:y|ies)|hub|campaign|unit|queue|team(?! (?:leader|member|mate))|line(?! manager))(?![a-z])"
)
"""What comes after a word where it is part of a name: a policy and a service are about nobody."""

_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2} = ", re.MULTILINE)
"""How a line of a rota begins; there is nothing to find in it."""

_MOST = 1_000
"""So many hits in one text are enough to say that something is wrong with it."""

_NEAR = 200
"""No phrase is longer; a file that nobody reads may have lines of any length."""


@dataclass(frozen=True)
class Hit:
    """Something found: its code, where it begins in the text, and itself, shortened where it is a number."""

    code: Code
    start: int
    shown: str


class Scanner:
    """Looks through texts; ``allow`` are words and phrases that mean something else in this centre."""

    def __init__(self, allow: Sequence[str] = ()) -> None:
        self._allowed = tuple(re.compile(rf"(?<!\w){re.escape(fold(word).text)}(?!\w)") for word in allow)
        self._clean: set[str] = set()

    def hits(self, text: str) -> tuple[Hit, ...]:
        """All that is found in ``text``, in order. Nothing found goes over the end of a line."""
        # A rota says the same few things on thousands of lines, and the next rota says them again.
        lines = dict.fromkeys(_DAY.sub("", text).split("\n"))
        new = [line for line in lines if line not in self._clean]
        if self._hits("\n".join(new)):
            return self._hits(text)
        self._clean.update(new)
        return ()

    def _hits(self, text: str) -> tuple[Hit, ...]:
        folded = fold(text)
        found = islice(chain(self._numbers(text, folded), self._words(text, folded)), _MOST)
        return tuple(sorted(found, key=attrgetter("start", "code")))

    def _words(self, text: str, folded: Folded) -> Iterator[Hit]:
        for words in word_lists():
            for match in words.pattern.finditer(folded.text):
                # The domain of an address is looked at with the address.
                if match.string[match.start() - 1 : match.start()] == "@" or _part_of_a_name(match):
                    continue
                if not self._excused(words.passes, folded.text, *match.span()):
                    yield _hit(words.code, text, folded, *match.span())

    def _numbers(self, text: str, folded: Folded) -> Iterator[Hit]:
        for code, start, end in numbers(folded.text):
            if not self._excused(None, folded.text, start, end):
                hit = _hit(code, text, folded, start, end)
                yield Hit(code, hit.start, masked(hit.shown))

    def _excused(self, passes: re.Pattern[str] | None, text: str, start: int, end: int) -> bool:
        """Whether it stands inside a phrase in which it means something else, or that is allowed here."""
        first = max(text.rfind("\n", max(0, start - _NEAR), start) + 1, start - _NEAR, 0)
        last = text.find("\n", end, end + _NEAR)
        near = text[first : last if last >= 0 else end + _NEAR]
        phrases = (*self._allowed, passes) if passes else self._allowed
        return any(
            found.start() <= start - first and end - first <= found.end()
            for phrase in phrases
            for found in phrase.finditer(near)
        )


def _part_of_a_name(match: re.Match[str]) -> bool:
    return any(name.match(match.string, match.end()) for name in (_DOCUMENT, _SERVICE))


def _hit(code: Code, text: str, folded: Folded, start: int, end: int) -> Hit:
    return Hit(code, folded.origin(start), text[folded.origin(start) : folded.origin(end)])
