"""Every private word, number and address in the files of a repository, with its line and what to do about it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, fault, remark
from rota.files.guard import place_of
from rota.files.toml import parse_toml, walk
from rota.rules import Finding
from rota.work.privacy.files import text_of, written_files
from rota.work.privacy.scan import Hit, Scanner

_SAYS = {
    Code.HEALTH: "somebody's health",
    Code.BELIEF: "somebody's religion, belief or politics",
    Code.UNION: "somebody and a trade union",
    Code.HOME: "somebody's family, home or sexual life",
}
_IS = {
    Code.NATIONAL_INSURANCE: "a National Insurance number",
    Code.TELEPHONE: "a telephone number",
    Code.ADDRESS: "an e-mail address",
}
_NEVER_WHY = "take it out: a rota says that somebody is away or may not do something, never why"
_NEVER_WHO = "take it out: who people are stands in names.toml alone"
_THEN = "git's history keeps what was committed; where it means nobody, add it to allow of [privacy] in centre.toml"


def private_words(root: Path, allow: Sequence[str] = ()) -> Iterator[Finding]:
    """What the files below ``root`` hold that must not be there; ``allow`` are words that mean something else."""
    scanner = Scanner(allow)
    for file in written_files(root):
        try:
            text = text_of(root, file)
        except BadInput as error:
            yield from error.findings
        except OSError as error:
            reason = (error.strerror or "unknown error").lower()
            yield fault(
                Code.UNREADABLE,
                f"{file} cannot be read: {reason}",
                "check the file's permissions and the disk",
                Place(file),
            )
        else:
            yield from _in_text(scanner, file, text)


def _in_text(scanner: Scanner, file: str, text: str) -> Iterator[Finding]:
    """What is found, once for each code and line."""
    hits = scanner.hits(text)
    places = [(place_of(text, hit.start, file), hit) for hit in hits]
    for (_, code), group in groupby(sorted(places, key=_line), key=_line):
        found = tuple(group)
        yield _finding(code, [hit for _, hit in found], found[0][0])
    if "\\" in text:
        yield from _escaped(scanner, file, text, hits)


def _line(placed: tuple[Place, Hit]) -> tuple[int, Code]:
    return placed[0].line, placed[1].code


def _escaped(scanner: Scanner, file: str, text: str, seen: Iterable[Hit]) -> Iterator[Finding]:
    """What only shows when the escapes of TOML strings are read."""
    try:
        document = parse_toml(text, file)
    except BadInput:
        # That it cannot be read is said where it is read.
        return
    known = {(hit.code, hit.shown) for hit in seen}
    for path, value in walk(document.data):
        for written in (path[-1], value):
            for hit in scanner.hits(written) if isinstance(written, str) else ():
                if (hit.code, hit.shown) not in known:
                    yield _finding(hit.code, [hit], document.place(*path))


def _finding(code: Code, hits: Sequence[Hit], place: Place) -> Finding:
    shown = tuple(dict.fromkeys(hit.shown for hit in hits))
    if code in _IS:
        message = f"{' and '.join(shown)} {'looks' if len(shown) == 1 else 'look'} like {_IS[code]}"
        return remark(code, message, f"{_NEVER_WHO}; {_THEN}", place)
    message = f"{_and(shown)} {'says' if len(shown) == 1 else 'say'} something about {_SAYS[code]}"
    return remark(code, message, f"{_NEVER_WHY}; {_THEN}", place)


def _and(words: Sequence[str]) -> str:
    """``"a", "b" and "c"``."""
    *others, last = (f'"{word}"' for word in words)
    return f"{', '.join(others)} and {last}" if others else last
