"""The formats that an edition can be made into, each loaded only when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rota.show.edition.whole import Edition


@dataclass(frozen=True)
class Format:
    """How an edition is made into a file: its ``suffix``, what it is (``content``), and whether a terminal can show it."""

    suffix: str
    content: str
    make: Callable[[Edition], bytes]
    readable: bool = True


def _csv(edition: Edition) -> bytes:
    from rota.show.export import to_csv

    return to_csv(edition).encode()


def _json(edition: Edition) -> bytes:
    from rota.show.export import to_json

    return to_json(edition).encode()


def _raw_csv(edition: Edition) -> bytes:
    from rota.show.export import to_csv

    return to_csv(edition, raw=True).encode()


def _markdown(edition: Edition) -> bytes:
    from rota.show.markdown import to_markdown

    return to_markdown(edition).encode()


def _board(edition: Edition) -> bytes:
    from rota.show.board.page import to_board

    return to_board(edition).encode()


def _html(edition: Edition) -> bytes:
    from rota.show.html.page import to_html

    return to_html(edition).encode()


def _xlsx(edition: Edition) -> bytes:
    from rota.show.xlsx.book import to_xlsx

    return to_xlsx(edition)


FORMATS: Mapping[str, Format] = {
    "csv": Format(".csv", "csv", _csv),
    "csv --raw": Format(".csv", "csv", _raw_csv),
    "json": Format(".json", "json", _json),
    "xlsx": Format(".xlsx", "xlsx", _xlsx, readable=False),
    "html": Format(".html", "html", _html, readable=False),
    "markdown": Format(".md", "markdown", _markdown),
    "board": Format(".html", "html", _board, readable=False),
}
"""By the name that ``rota export --to`` gives them."""


def file_name(edition: Edition, to: str) -> str:
    """What the file is called where nobody says: ``b-town-2026-12-team.csv``."""
    return f"{edition.group}-{edition.month}-{edition.audience.value}{FORMATS[to].suffix}"
