"""Whether the record is whole, as text: what was found, what stands, and what nothing protects."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rota.rules import Finding
from rota.show.paint import Line, paint, wrapped
from rota.show.safe import safe
from rota.show.words import counted


@dataclass(frozen=True)
class Looked:
    """What was looked at.

    ``newest`` tells of the last anchor, ``asked`` of the one whose digest was given; both are empty where there
    is none. ``after`` are the events and bases that no anchor lists.
    """

    events: int
    matters: int
    bases: int
    anchors: int
    newest: str
    asked: str
    after: tuple[int, int]
    elsewhere: int


def verified_text(
    found: Sequence[Finding], looked: Looked, *, width: int | None = None, color: bool = False
) -> str:
    """Every finding with what to do next, then what was looked at, and what is not protected."""
    lines: list[Line] = []
    for finding in found:
        lines += [*_entry(finding, width), []]
    return paint([*lines, *_closing(found, looked, width)], color=color)


def _entry(finding: Finding, width: int | None) -> Iterator[Line]:
    yield [(finding.code, "bold"), (f"  {safe(str(finding.place))}" if finding.place else "", "dim")]
    yield from wrapped(safe(finding.message), width, indent="  ", hang="    ")
    if finding.second:
        yield [(f"  See also {safe(str(finding.second))}", "")]
    yield from wrapped(f"Next: {safe(finding.fix)}", width, indent="  ", hang="    ")


def _closing(found: Sequence[Finding], looked: Looked, width: int | None) -> Iterator[Line]:
    size = f"{counted(looked.events, 'event')} of {counted(looked.matters, 'matter')}"
    size += f", {counted(looked.bases, 'published rota')}, {counted(looked.anchors, 'anchor')}"
    verdict = f"not whole, {counted(len(found), 'finding')}" if found else "whole, as far as can be told"
    yield [(f"{size}: {verdict}.", "bold red" if found else "bold green")]
    for text in (looked.asked, looked.newest):
        if text:
            yield from wrapped(safe(text), width)
    # Of a record that is not whole it would be no comfort that it is anchored.
    if not found or looked.after != (0, 0):
        yield from wrapped(_unprotected(looked), width)
    if looked.elsewhere:
        text = f"Other files have {counted(looked.elsewhere, 'fault')}, so changes were not followed: see `rota check`."
        yield from wrapped(text, width)


def _unprotected(looked: Looked) -> str:
    events, bases = looked.after
    if not looked.anchors:
        return (
            "Not protected: there is no anchor, so nothing would show if the newest events, or a whole matter, were "
            "removed or rewritten. Anchor the record: rota audit anchor"
        )
    if not (events or bases):
        return "Every event and published rota is anchored; keep the digest of the newest anchor outside this folder."
    after = " and ".join(
        counted(number, what) for number, what in ((events, "event"), (bases, "published rota")) if number
    )
    return (
        f"Not protected: {after} since the last anchor; if the newest of them were removed or rewritten, nothing "
        "would show. Anchor again: rota audit anchor"
    )
