"""A reader that is not there: its tests are left out aloud, and the end of the run counts them."""

import re
import shutil
import warnings
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import pytest

NPM = Path(__file__).parents[2] / ".readers" / "node_modules"
"""Where ``make readers`` puts what comes from npm."""

_REASON = "not read by {reader}: {why}"
_WRITTEN = re.compile(r"not read by (?P<reader>[^:]+): ")


def lack(reader: str, why: str) -> NoReturn:
    """Leave this test out, and say so in the warnings and in the last lines of the run."""
    reason = _REASON.format(reader=reader, why=why)
    warnings.warn(reason, stacklevel=2)
    pytest.skip(reason)


def program(reader: str, *names: str) -> str:
    """The first of these programs that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    lack(reader, f"{names[0]} is not installed; `make programs` installs it where it can")


def from_npm(reader: str, path: str) -> Path:
    """A file that ``make readers`` fetches."""
    if not (NPM / path).is_file():
        lack(reader, "npm is missing, or `make readers` was not run")
    return NPM / path


def closing_line(skipped: Iterable[Any]) -> str:
    """What the run says at its end, from the reports of all skipped tests.

    >>> closing_line([])
    'outside readers: all were there'
    """
    reasons = [str(report.longrepr) for report in skipped]
    found = Counter(match["reader"] for reason in reasons if (match := _WRITTEN.search(reason)))
    if not found:
        return "outside readers: all were there"
    tests = ", ".join(f"{reader} ({count} tests)" for reader, count in sorted(found.items()))
    return f"OUTSIDE READERS LACKING, so these tests were left out: {tests}"
