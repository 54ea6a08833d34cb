"""The findings that come and go with edits, without those that only look as if they did."""

from collections import Counter
from collections.abc import Iterable

from rota.rules import Finding

Found = tuple[Finding, ...]


def beside_one_another(came: Iterable[Finding], went: Iterable[Finding]) -> tuple[Found, Found]:
    """Those that came and those that went, without pairs that say the same to whoever reads them; of these no next step."""
    coming, going = tuple(came), tuple(went)
    pairs = Counter(map(_said, coming)) & Counter(map(_said, going))
    gone = (finding.with_(fix="", place=None, second=None) for finding in _beyond(going, pairs))
    return _beyond(coming, pairs), tuple(gone)


def _said(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.level, finding.agent, finding.day, finding.message, finding.excuse


def _beyond(found: Found, pairs: Counter[tuple[object, ...]]) -> Found:
    left, kept = Counter(pairs), []
    for finding in found:
        if left[_said(finding)] > 0:
            left[_said(finding)] -= 1
        else:
            kept.append(finding)
    return tuple(kept)
