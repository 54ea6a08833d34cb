"""What shifts and files are called in calendars: names that stay, and tell a stranger nothing.

A name made from agent and day alone could be guessed, and a guess proved by it. So each is keyed with what stands in
the record for good: the salt in the first event of the month's rota, told or published, which no later telling,
publication or change touches, and which every clone has. Where that event has none, or no event was
recorded at all, it is the digest of the event, or of the base, which nobody knows who does not have them whole.
"""

import base64
import hashlib
import hmac
from datetime import date
from uuid import UUID

from rota.files import shelf
from rota.files.digest import digest
from rota.files.repository import Repository

_SHIFT, _ADDRESS = "rota-shift-1", "rota-address-1"
"""Keep the two sorts of names apart; they change if ever the way in which they are made does."""

_LETTERS = 26
"""Of five bits each: more than anybody can try."""


def key_of(repo: Repository, group: str, month: str) -> bytes:
    """The key of a month's names, from the first thing that was recorded of it."""
    ref = f"{shelf.ROTAS}/{group}/{month}"
    chain = next((chain for chain in repo.publication_chains if chain.ref == ref), None)
    if chain is None:
        return repo.base_digest(group, month).encode()
    return (chain.events[0].salt or digest(chain.documents[0].data)).encode()


def uid(key: bytes, agent: str, day: date, number: int) -> str:
    """What the stretch of that ``number`` (from 0) on an agent's day is called, whatever is worked in it."""
    return str(UUID(bytes=_keyed(key, _SHIFT, agent, str(day), str(number))[:16], version=4))


def address(key: bytes, agent: str) -> str:
    """The name of an agent's file in a folder that is served: who knows another's id cannot find it by that."""
    letters = base64.b32encode(_keyed(key, _ADDRESS, agent)).decode().lower()
    return f"{agent}-{letters[:_LETTERS]}.ics"


def _keyed(key: bytes, *parts: str) -> bytes:
    return hmac.new(key, "/".join(parts).encode(), hashlib.sha256).digest()
