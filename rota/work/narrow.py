"""Which findings are asked for: by code, by family, or by the name of a rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rota.files.codes import Code
from rota.packs import all_rules
from rota.rules import Finding
from rota.work.errors import unknown


@dataclass(frozen=True)
class Narrow:
    """``select`` are the only findings asked for, all where it is empty; ``ignore`` are not asked for.

    Each is a code (``SAT01``), a family (``SAT``) or a rule's name (``saturday-share``).
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def of(cls, select: Iterable[str], ignore: Iterable[str]) -> "Narrow":
        """What was typed, several behind one another after commas; Unusable, with the nearest, for a word unknown."""
        return cls(_words(select), _words(ignore))

    def keep(self, found: Sequence[Finding]) -> tuple[Finding, ...]:
        """Those of ``found`` that are asked for."""
        return tuple(finding for finding in found if self.asks_for(finding.rule, finding.code))

    def asks_for(self, rule: str, code: str) -> bool:
        """Whether what ``rule`` finds under ``code`` is asked for."""
        named = {rule, code, _family(code)}
        return (not self.select or not named.isdisjoint(self.select)) and named.isdisjoint(self.ignore)


def _family(code: str) -> str:
    return code.rstrip("0123456789")


def _words(typed: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip() for text in typed for word in text.split(",") if word.strip()]
    rules = all_rules()
    codes = {*(rule.code for rule in rules), *(code.value for code in Code)}
    known = codes | {_family(code) for code in codes} | {rule.name for rule in rules}
    found = [word.upper() if word.upper() in known else word.lower() for word in words]
    for word, meant in zip(words, found, strict=True):
        if meant not in known:
            raise unknown("rule, code or family", word, known)
    return tuple(found)
