"""Anchors: from time to time all that was recorded is listed with its digest (``anchors/1.toml``...).

Each anchor holds the digest of the one before, so that whoever keeps the digest of the last one, outside
the repository, can tell later whether anything that it stands for was edited or removed.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from rota.domain.matter import Event, Step

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A digest as it is written: SHA-256, in hexadecimal."""


class AnchorEvent(Event):
    """An anchor; ``files`` are the events and bases that no anchor before it lists, with their digests."""

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]] = {
        None: frozenset({Step.ANCHORED}),
        Step.ANCHORED: frozenset({Step.ANCHORED}),
    }

    files: dict[str, Digest] = Field(min_length=1)
