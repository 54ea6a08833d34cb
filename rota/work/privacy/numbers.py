"""National Insurance numbers, telephone numbers and e-mail addresses, as they are written in passing."""

import re
from collections.abc import Iterator

from rota.files.codes import Code
from rota.work.privacy.words import mailboxes

Hit = tuple[Code, int, int]
"""What was found, from where to where."""

_BODY = r"(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z][ .-]?\d\d[ .-]?\d\d[ .-]?\d\d"
_INSURANCE = re.compile(rf"(?<![a-z0-9])({_BODY}[ .-]?[a-d])(?![a-z0-9])")
"""Letters D, F, I, Q, U and V begin no such number, O is not second, and some pairs were never given out."""

_SAID_TO_BE = re.compile(
    rf"(?<![a-z0-9])(?:ni|nino|nat ins|national insurance)(?![a-z]).{{0,12}}?(?<![a-z0-9])({_BODY})(?![a-z0-9])"
)
"""The last letter is left out often; then only what is called such a number is one."""

_TELEPHONE = re.compile(
    r"(?<![0-9a-z.,:/+-])(?!\d\d[-./]\d\d[-./])"
    r"(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?[1-9]\d|\(?0[1-9]\d)(?:[ .()-]{0,2}\d){7,8}(?![0-9a-z])"
)
"""Nine or ten digits after the 0 or +44; the day, month and year of a date are none."""

_ADDRESS = re.compile(
    r"(?<![a-z0-9._%+'-])([a-z0-9._%+'-]+)@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+"
)

_NOBODYS = re.compile(r"(?:^|[.@])(?:example\.(?:com|net|org)|example|test|invalid)$")
"""Domains that are kept for examples: nobody has an address there (RFC 2606)."""


def numbers(text: str) -> Iterator[Hit]:
    """All of them in folded ``text``."""
    for found in (*_INSURANCE.finditer(text), *_SAID_TO_BE.finditer(text)):
        yield Code.NATIONAL_INSURANCE, *found.span(1)
    for found in _TELEPHONE.finditer(text):
        yield Code.TELEPHONE, *found.span()
    for found in _ADDRESS.finditer(text) if "@" in text else ():
        if found.group(1) not in mailboxes() and not made_up(found.group()):
            yield Code.ADDRESS, *found.span()


def made_up(address: str) -> bool:
    """Whether nobody can have this address, since its domain is one for examples."""
    return _NOBODYS.search(address.lower()) is not None


def masked(text: str) -> str:
    """The first signs of a number or an address, enough to find it by and too few to use."""
    name, at, domain = text.partition("@")
    return f"{name[:1]}...@{domain}" if at else f"{text[:2]}..."
