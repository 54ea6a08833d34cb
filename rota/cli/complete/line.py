"""What a half-typed command line asks for: which command, which option or argument, and what was said before."""

from collections.abc import Sequence
from typing import NamedTuple

from rota.cli.complete.table import COMMANDS

OPTION, COMMAND = "--", "COMMAND"
"""What is asked for where no value is: the name of an option, or of a command."""


class Asked(NamedTuple):
    """What the last word is to become.

    ``kind`` is what is wanted there, as the help names it (``AGENT``), or the choices, as ``must|should``. ``start`` is what is
    typed of it, and ``before`` what stands before it in the same word, such as ``--agent=``. ``given`` holds what was said
    of each kind and option earlier.
    """

    path: str
    kind: str
    start: str
    before: str
    given: dict[str, str]


def asked(words: Sequence[str], shell: str = "") -> Asked:
    """What the last of ``words`` is to become; bash takes ``--option=value`` apart at the sign."""
    *said, last = _whole(words) if shell == "bash" else (list(words) or [""])
    walk = _Walk()
    for word in said:
        walk.take(word)
    last = last[1:] if last[:1] in {"'", '"'} else last
    name, sign, value = last.partition("=")
    if walk.pending:
        return Asked(walk.path, walk.pending, last, "", walk.given)
    if sign and not walk.over and (kind := walk.options.get(name)):
        joined = "" if shell == "bash" else f"{name}="
        return Asked(walk.path, kind, value, joined, walk.given)
    if last.startswith("-") and not walk.over:
        return Asked(walk.path, OPTION, last, "", walk.given)
    return Asked(walk.path, walk.wanted, last, "", walk.given)


def options_of(path: str) -> dict[str, str]:
    """The options of a command, each with the kind of its value; empty for a flag."""
    _, options = COMMANDS.get(path, ("", ""))
    pairs = (entry.partition("=") for entry in options.split())
    return {name.removesuffix("+"): kind for name, _, kind in pairs}


def repeatable(path: str) -> frozenset[str]:
    """The options of a command that may be given more than once."""
    _, options = COMMANDS.get(path, ("", ""))
    names = (entry.partition("=")[0] for entry in options.split())
    return frozenset(name.removesuffix("+") for name in names if name.endswith("+"))


def commands_below(path: str) -> list[str]:
    """The commands that may come next; none below a command that is whole."""
    begin = f"{path} " if path else ""
    below = (name.removeprefix(begin).split()[0] for name in COMMANDS if name and name.startswith(begin))
    return sorted(set(below))


class _Walk:
    """Goes through the words typed before the last."""

    def __init__(self) -> None:
        self.path = ""
        self.pending = ""
        self.over = False
        self.given: dict[str, str] = {}
        self.options = options_of("")
        self._name = ""
        self._arguments = 0

    def take(self, word: str) -> None:
        """Go on by one word."""
        if self.pending:
            self.given[self._name] = word
            self.pending = ""
        elif word == "--" and not self.over:
            self.over = True
        elif word.startswith("-") and not self.over:
            self._option(word)
        elif word in commands_below(self.path):
            self.path = f"{self.path} {word}".strip()
            self.options = options_of(self.path)
        else:
            self.given.setdefault(self.wanted, word)
            self._arguments += 1

    @property
    def wanted(self) -> str:
        """What the next word is if it is no option."""
        if commands_below(self.path):
            return COMMAND
        kinds = COMMANDS.get(self.path, ("", ""))[0].split()
        if kinds and kinds[-1].endswith("..."):
            return kinds[min(self._arguments, len(kinds) - 1)].removesuffix("...")
        return kinds[self._arguments] if self._arguments < len(kinds) else OPTION

    def _option(self, word: str) -> None:
        name, sign, value = word.partition("=")
        self.given[name] = value
        if not sign:
            self._name, self.pending = name, self.options.get(name, "")


def _whole(words: Sequence[str]) -> list[str]:
    """The words with ``--option``, ``=`` and ``value`` put together again."""
    whole: list[str] = []
    for word in words or [""]:
        glued = whole and whole[-1].startswith("--") and (word == "=" or whole[-1].endswith("="))
        if glued:
            whole[-1] += word
        else:
            whole.append(word)
    return whole
