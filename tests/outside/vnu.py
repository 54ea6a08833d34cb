"""The W3C's HTML checker (Nu)."""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

BRIEFLY = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""Half the time where a program runs for seconds only."""


class Vnu:
    """Checks many pages in one run: starting it takes some seconds, a page almost nothing."""

    def __init__(self, java: str, jar: Path) -> None:
        self._command = [
            java,
            "-Xss4m",
            "-jar",
            str(jar),
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
        ]

    def errors(self, *pages: Path) -> list[str]:
        """What is wrong, as ``page.html:3: message``."""
        return self._said(pages, warnings=False)

    def warnings(self, *pages: Path) -> list[str]:
        """What is wrong or doubtful; a resource against the page's own security policy is among the doubtful."""
        return self._said(pages, warnings=True)

    def _said(self, pages: tuple[Path, ...], *, warnings: bool) -> list[str]:
        assert pages, "no page to check"
        done = subprocess.run(
            [*self._command, *map(str, pages)], capture_output=True, text=True, timeout=180, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return [
            f"{_name(said)}:{said.get('lastLine', 0)}: {said['message']}"
            for said in json.loads(done.stdout)["messages"]
            if said["type"] != "info" or (warnings and said.get("subType") == "warning")
        ]


def _name(said: dict[str, str]) -> str:
    return Path(unquote(urlsplit(said.get("url", "")).path)).name
