"""Debian's Chromium, headless, driven by Playwright: what a page does, asks for and says, and what axe finds in it."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_server, socket
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Dialog, Page, Request, ViewportSize, sync_playwright

from tests.outside.lacking import from_npm, program

READER = "chromium"
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1440, height=900)
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_SWITCHES = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]
"""Tests may run as root and in small containers; and a picture is to look the same everywhere."""


class Witness:
    """Stands where the network would be: everything the browser would send off this machine comes here and is refused.

    It also sees what a page's own events don't show, such as connections opened ahead of time. What Chromium itself
    asks its makers for, now and then, is no page's doing and is not noted.
    """

    OWN = re.compile(r"[ /.](google|googleapis|gstatic)\.com[:/]")

    def __init__(self) -> None:
        self._server = create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self.asked: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                asker, _ = self._server.accept()
            except OSError:  # closed
                return
            self._note(asker)

    def _note(self, asker: socket) -> None:
        with closing(asker):
            asker.settimeout(2)
            try:
                line = asker.recv(4096).split(b"\r\n")[0].decode("latin-1")
            except OSError:
                line = "a connection that said nothing"
            if not self.OWN.search(line):
                self.asked.append(line)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()


@dataclass
class Watched:
    """An open page, with all that it did since it was opened."""

    page: Page
    """Playwright's page: ``page.get_by_role(...)``, ``page.locator(...)``, ``page.keyboard.press("Tab")``..."""

    witness: Witness
    scripts: bool = True
    requests: list[str] = field(default_factory=list)
    """Addresses of everything asked for beyond the page itself, whether or not a policy stopped it."""

    dialogs: list[str] = field(default_factory=list)
    """Every alert, confirm, prompt and beforeunload; each was dismissed."""

    errors: list[str] = field(default_factory=list)
    """Errors and warnings on the console, the security policy's among them, and uncaught exceptions."""

    def violations(self) -> list[str]:
        """What axe finds wrong now, one line a place; nothing if all is well."""
        return _lines(self.axe()["violations"])

    def undecided(self) -> list[str]:
        """What axe could not decide, for a person to look at, one line a place."""
        return _lines(self.axe()["incomplete"])

    def axe(self) -> dict[str, Any]:
        """Axe's whole answer for the page as it is now: WCAG 2.2 A and AA, and good practice.

        Axe is a script itself: in a page opened with ``scripts=False`` it would wait for ever.
        """
        assert self.scripts, "axe cannot look at a page whose scripts are off"
        source = from_npm("axe-core", "axe-core/axe.min.js").read_text("utf-8")
        options = {"runOnly": AXE_TAGS, "preload": False, "resultTypes": ["violations", "incomplete"]}
        answer = self.page.evaluate(f"{source}\n;axe.run(document, {json.dumps(options)})")
        assert isinstance(answer, dict)
        assert answer["passes"], "axe looked at nothing"
        return answer

    def pdf(self, path: Path, **options: Any) -> Path:
        """Print to PDF, on the paper that the page's own ``@page`` asks for."""
        self.page.pdf(path=path, **{"prefer_css_page_size": True, "print_background": True, **options})
        return path

    def picture(self, path: Path, **options: Any) -> Path:
        """A PNG of the whole page (``full_page=False``: of what is in the window)."""
        self.page.screenshot(path=path, **{"full_page": True, "animations": "disabled", **options})
        return path


class Browser:
    """Opens pages in one Chromium; each has a fresh profile of its own."""

    def __init__(self, chromium: Chromium, witness: Witness, folder: Path) -> None:
        self._chromium, self._witness, self._folder = chromium, witness, folder
        self._open: list[BrowserContext] = []

    def open(
        self,
        page: Path | str,
        *,
        dark: bool = False,
        phone: bool = False,
        printed: bool = False,
        scripts: bool = True,
        fragment: str = "",
    ) -> Watched:
        """Open a file, or a text written into one, and wait until it has loaded."""
        if isinstance(page, str):
            file = self._folder / f"page-{len(self._open)}.html"
            file.write_text(page, "utf-8")
            page = file
        context = self._chromium.new_context(
            color_scheme="dark" if dark else "light",
            viewport=PHONE if phone else DESK,
            java_script_enabled=scripts,
            service_workers="block",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        self._open.append(context)
        watched = _watch(context, self._witness, scripts)
        if printed:
            watched.page.emulate_media(media="print")
        watched.page.goto(page.resolve().as_uri() + fragment)
        watched.requests.pop(0)  # the page itself
        return watched

    def close(self) -> None:
        """Close all that was opened."""
        while self._open:
            self._open.pop().close()


def _watch(context: BrowserContext, witness: Witness, scripts: bool) -> Watched:
    witness.asked.clear()
    watched = Watched(context.new_page(), witness, scripts)

    def asked(request: Request) -> None:
        watched.requests.append(request.url)

    def spoke(dialog: Dialog) -> None:
        watched.dialogs.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()

    context.on("request", asked)
    context.on("dialog", spoke)
    context.on("console", lambda said: _keep(watched, said.type, said.text))
    context.on("weberror", lambda error: watched.errors.append(str(error.error)))
    return watched


def _keep(watched: Watched, kind: str, text: str) -> None:
    if kind in {"error", "warning", "assert"}:
        watched.errors.append(text)


def _lines(results: list[dict[str, Any]]) -> list[str]:
    return [
        f"{result['id']} ({result['impact']}): {' '.join(map(str, node['target']))}: {result['help']}"
        for result in results
        for node in result["nodes"]
    ]


@contextmanager
def chromium() -> Iterator[tuple[Chromium, Witness]]:
    """A running Chromium, and who sees what it sends."""
    path, witness = (
        program(READER, "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
        Witness(),
    )
    with closing(witness), sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=_SWITCHES, proxy={"server": witness.address}
        )
        with closing(started):
            yield started, witness
