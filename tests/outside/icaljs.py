"""ical.js, the reader of iCalendar files that Thunderbird grew up with."""

import json
import subprocess
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("icaljs.mjs")


class IcalJs:
    """Reads calendars as a second parser, which shares nothing with the library that writes them."""

    def __init__(self, node: str, library: Path) -> None:
        self._command = [node, str(SCRIPT), str(library)]

    def read(self, *files: Path) -> list[dict[str, Any]]:
        """Each calendar: ``properties``, ``inside`` (names of components), ``events``; many files in one run.

        An event has uid, summary, description, location, sequence, status, start and end (UTC as ISO text, or a
        day), ``properties`` (name, type, parameters, values) and ``inside``. Raises ValueError for what is no calendar.
        """
        done = subprocess.run(
            [*self._command, *map(str, files)], capture_output=True, text=True, timeout=120, check=False
        )
        if done.returncode:
            raise ValueError(done.stderr)
        calendars: list[dict[str, Any]] = json.loads(done.stdout)
        return calendars
