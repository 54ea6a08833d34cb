"""The readers as fixtures. Each program is started once a worker; whoever lacks one is left out aloud."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.outside.icaljs import IcalJs
from tests.outside.lacking import from_npm, program
from tests.outside.office import Office
from tests.outside.pdf import Pdf
from tests.outside.vnu import Vnu


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Any]:
    from tests.outside.browser import chromium  # Playwright takes a while to load, and few tests need it

    with chromium() as running:
        yield running


@pytest.fixture
def browser(_chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A ``tests.outside.browser.Browser``: opens pages, which are closed when the test ends."""
    from tests.outside.browser import Browser

    opener = Browser(*_chromium, tmp_path_factory.mktemp("pages"))
    yield opener
    opener.close()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, with a profile for this worker alone."""
    soffice = program("LibreOffice", "soffice", "libreoffice")
    return Office(soffice, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def vnu() -> Vnu:
    """The HTML checker."""
    jar = from_npm("vnu", "vnu-jar/build/dist/vnu.jar")
    return Vnu(program("vnu", "java"), jar)


@pytest.fixture(scope="session")
def icaljs() -> IcalJs:
    """The second parser of calendars."""
    library = from_npm("ical.js", "ical.js/dist/ical.js")
    return IcalJs(program("ical.js", "node", "nodejs"), library)


@pytest.fixture(scope="session")
def pdf() -> Pdf:
    """Poppler."""
    for name in ("pdftotext", "pdfinfo", "pdftoppm"):
        program("poppler", name)
    return Pdf()
