"""``allowed_signers``: whose SSH key is whose, and from when until when, in the format that git and ssh-keygen read.

One line a key: ``a3 namespaces="git",valid-before="20270101" ssh-ed25519 AAAA...``. The names are ids of agents, or of
those who act for HR.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from rota.domain.place import Place
from rota.domain.table import ID_PATTERN
from rota.files.codes import Code
from rota.files.errors import BadInput, fault
from rota.files.guard import check_size, check_text
from rota.rules import Finding

FILE = "allowed_signers"

_OPTION = r'(?:[a-z-]+="[^"]*"|[a-z-]+)'
_LINE = re.compile(
    rf"(?P<ids>\S+)\s+(?:(?P<options>{_OPTION}(?:,{_OPTION})*)\s+)?"
    r"(?P<kind>(?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+)\s+(?P<key>[A-Za-z0-9+/]+=*)(?:\s.*)?"
)
_MOMENT = re.compile(r"(\d{8})(\d{4})?(\d{2})?Z?")
_FORM = 'write lines such as: a3 namespaces="git" ssh-ed25519 AAAA...'


@dataclass(frozen=True)
class Signer:
    """A key of ``id``, by fingerprint, valid from ``after`` until ``before``; ``line`` is where it stands, from 1."""

    id: str
    key: str
    line: int
    after: datetime | None = None
    before: datetime | None = None

    def valid(self, moment: datetime) -> bool:
        """Whether the key is valid at ``moment``."""
        return (self.after is None or self.after <= moment) and (self.before is None or moment < self.before)

    @property
    def place(self) -> Place:
        """Where the key stands."""
        return Place(FILE, (), self.line, 1)


def read_signers(text: str) -> tuple[Signer, ...]:
    """Every key that may sign commits; BadInput where a line cannot be read, or one key would stand for two people.

    Times without a ``Z`` at their end are taken as UTC here and as local by git: both have to find a key valid.
    """
    check_size(len(text.encode()), FILE)
    check_text(text, FILE)
    found: list[Signer] = []
    wrong: list[Finding] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if said and not said.startswith("#"):
            try:
                found += _signers(said, number)
            except ValueError as error:
                wrong.append(fault(Code.SYNTAX, str(error), _FORM, Place(FILE, (), number, 1)))
    wrong += _shared(found)
    if wrong:
        raise BadInput(wrong)
    return tuple(found)


def _signers(line: str, number: int) -> Iterator[Signer]:
    read = _LINE.fullmatch(line)
    if read is None:
        raise ValueError("the line is no allowed signer")
    options = dict(_options(read["options"] or ""))
    if "cert-authority" in options:
        raise ValueError("a certificate authority stands for anybody; list each key by itself")
    if "git" not in options.get("namespaces", "git").split(","):
        return
    for id in read["ids"].split(","):
        if not re.fullmatch(ID_PATTERN, id):
            raise ValueError(f'"{id}" is no id of an agent')
        yield Signer(
            id,
            _fingerprint(read["key"]),
            number,
            _moment(options.get("valid-after")),
            _moment(options.get("valid-before")),
        )


def _options(text: str) -> Iterator[tuple[str, str]]:
    for option in re.findall(_OPTION, text):
        name, _, value = option.partition("=")
        yield name, value.strip('"')


def _fingerprint(key: str) -> str:
    try:
        raw = base64.b64decode(key, validate=True)
    except binascii.Error as error:
        raise ValueError("the key is cut short or mistyped") from error
    return f"SHA256:{base64.b64encode(hashlib.sha256(raw).digest()).decode().rstrip('=')}"


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    read = _MOMENT.fullmatch(text)
    if read is None:
        raise ValueError(f'"{text}" is no date; write it as 20270101')
    whole = read[1] + (read[2] or "0000") + (read[3] or "00")
    try:
        return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f'"{text}" is no date; write it as 20270101') from error


def _shared(found: list[Signer]) -> Iterator[Finding]:
    """A key under two ids would let each of them sign for the other."""
    first: dict[str, Signer] = {}
    for signer in found:
        other = first.setdefault(signer.key, signer)
        if other.id != signer.id:
            yield fault(
                Code.CONTRADICTION,
                f"the key of {signer.id} is that of {other.id} too; a key is one person's",
                "let one of them make a key of their own, and list that",
                signer.place,
                second=other.place,
            )
