"""Events that were written once and stand in two places: an approval of then, put where it was never given."""

from collections.abc import Iterator, Sequence

from rota.files.codes import Code
from rota.files.errors import remark
from rota.rules import Finding
from rota.work.since.back import Back
from rota.work.since.kept import New

_ALIKE = "rounds/"
"""What leaders say of two groups at once may be the same, and grants nothing."""


def copies(back: Back, new: Sequence[New]) -> Iterator[Finding]:
    """A finding for each new event that says, to the moment, what another event says that was there first."""
    digests, fresh = back.here.digests, {one.file for one in new}
    # Of two that are new the first by name counts as the one that was copied.
    first: dict[str, str] = {}
    for file in sorted(digests, key=lambda file: (file in fresh, file)):
        first.setdefault(digests[file], file)
    for one in new:
        other = first[digests[one.file]]
        if other != one.file and not one.file.startswith(_ALIKE):
            yield remark(
                Code.REPLAYED,
                f"{one.file} is a copy of {other}, word for word: {one.event.event.value} by {one.event.by} at "
                f"{one.event.at} was said once, about something else",
                f"remove {one.matter.ref}, and find out who put it there: git log -- {one.file}",
                one.place(),
                second=back.here.documents[other].place(),
            )
