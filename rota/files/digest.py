"""Digests of what files say: SHA-256 over canonical JSON, the same on every platform."""

import hashlib
import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

VERSION = "rota-digest-1"
"""Stands in front of what is hashed; changes whenever the canonical form does."""


def digest(data: Any) -> str:
    """The digest of parsed TOML, in hexadecimal; line ends, comments and the order of keys don't matter."""
    return hashlib.sha256(f"{VERSION}\n{canonical(data)}".encode()).hexdigest()


def canonical(data: Any) -> str:
    """``data`` as JSON with sorted keys and no floats."""
    return json.dumps(_plain(data), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(child) for key, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(child) for child in value]
    if isinstance(value, Decimal):
        # 0.50 and 0.5 are one number; the mark keeps it apart from the text "0.5".
        return {"decimal": f"{value.normalize():f}"}
    if isinstance(value, (datetime, date, time)):
        return {type(value).__name__: value.isoformat()}
    return value
