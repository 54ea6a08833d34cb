"""JSON as several formats write it."""

import json
from typing import Any


def dumped(document: Any) -> str:
    """``document`` as JSON, keys in the order given, in which no build log finds a command: ``##[``, ``##vso[``."""
    return json.dumps(document, ensure_ascii=False, indent=2).replace("##", "#\\u0023") + "\n"
