"""The colours of a rota on paper and on screens: one tone a service, the same in every format.

Each tone is a background and the text on it, by day and in the dark, with a contrast of at least 7 to 1 (WCAG 2.2, 1.4.6).
No colour says anything that letters and signs do not say as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rota.domain.cell import Kind


@dataclass(frozen=True, slots=True)
class Tone:
    """A background and the text on it, light and dark, each as ``#rrggbb``."""

    light_back: str
    light_text: str
    dark_back: str
    dark_text: str


PALETTE: tuple[Tone, ...] = (
    Tone("#cfe3fb", "#0a2f5c", "#143a66", "#d6e8ff"),  # blue
    Tone("#cfeccf", "#0d3d1a", "#154a24", "#d3f2d8"),  # green
    Tone("#ffdfbf", "#552a00", "#5c3205", "#ffe3c7"),  # orange
    Tone("#e3d5f7", "#3a1766", "#452470", "#eadcff"),  # purple
    Tone("#c0ebe7", "#03403c", "#074a47", "#cdf3f0"),  # teal
    Tone("#fbd3e4", "#5c0c35", "#631a42", "#ffdbea"),  # pink
    Tone("#e8e6ae", "#3f3b00", "#45420a", "#f0eeba"),  # olive
    Tone("#e6d6c8", "#46280e", "#4d331c", "#f2e2d3"),  # brown
)
"""By the number of a service, ``Service.tone``; after the last they begin again: see ``tone``."""

KINDS: Mapping[Kind, Tone] = {
    Kind.OFF: Tone("#ffffff", "#4a4a4a", "#121212", "#a6a6a6"),
    Kind.LIEU: Tone("#fff7cc", "#4d3d00", "#3d3400", "#fff1a8"),
    Kind.LEAVE: Tone("#ffeb99", "#4d3800", "#4d3d00", "#ffe98a"),
    Kind.ABSENT: Tone("#f7c9c4", "#611008", "#66160e", "#ffd9d5"),
    Kind.TRAINING: Tone("#dfe3e8", "#1f2933", "#333d47", "#e6ebf0"),
    Kind.CLOSED: Tone("#e4e4e4", "#404040", "#2b2b2b", "#c2c2c2"),
}
"""Cells that are no shift."""

SHORT = Tone("#fbd5d0", "#7a0c00", "#5c0f08", "#ffd9d4")
"""Too few heads, or a service level under its target."""

WEEKEND = Tone("#e9ebef", "#3d4147", "#23262b", "#bfc5cd")
HOLIDAY = Tone("#f0e2c4", "#4a3508", "#3d2f0d", "#f2e0b4")
"""Days that are no working days for most: Saturdays and Sundays; bank holidays and closures."""


def tone(number: int | None) -> Tone:
    """The tone of a service by its number; without one, that of a free day."""
    return KINDS[Kind.OFF] if number is None else PALETTE[number % len(PALETTE)]
