"""What the files of a repository record besides rotas: wishes, leave, absence, changes, and what was published."""

from collections.abc import Mapping
from functools import cached_property

from rota.domain.absence import Absence, AbsenceEvent
from rota.domain.changes import ChangeEvent, ChangeMatter
from rota.domain.draws import Draw, DrawEvent, losses, outcomes
from rota.domain.leave import Leave, LeaveEvent
from rota.domain.publication import Publication, PublicationEvent
from rota.domain.round import RoundEvent
from rota.domain.wishes import NoWishes, Wish
from rota.files import shelf
from rota.files.contents import Contents
from rota.files.matters import Chain
from rota.files.staffcopy import StaffCopy


class Recorded:
    """What ``contents`` says, each matter as its events have left it."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    @property
    def contents(self) -> Contents:
        """What all files say but those of rotas."""
        return self._contents

    @cached_property
    def wishes(self) -> Mapping[str, tuple[Wish, ...]]:
        """Wishes by agent."""
        return {wishes.agent: wishes.wish for _, wishes in self._contents.wishes}

    @cached_property
    def no_wishes(self) -> Mapping[str, tuple[NoWishes, ...]]:
        """By agent, the months for which they said that they have no wishes."""
        return {wishes.agent: wishes.none for _, wishes in self._contents.wishes}

    @property
    def leave_chains(self) -> tuple[Chain[LeaveEvent], ...]:
        """Leave matters with their events and files."""
        return self._contents.leave

    @property
    def absence_chains(self) -> tuple[Chain[AbsenceEvent], ...]:
        """Absences with their events and files."""
        return self._contents.absence

    @property
    def change_chains(self) -> tuple[Chain[ChangeEvent], ...]:
        """Swaps, cover, repairs and other changes, with their events and files."""
        return self._contents.changes

    @property
    def publication_chains(self) -> tuple[Chain[PublicationEvent], ...]:
        """What was told and published of each month, with its files."""
        return self._contents.publications

    @property
    def round_chains(self) -> tuple[Chain[RoundEvent], ...]:
        """Rounds of wishes and leave with dates of their own, with their files."""
        return self._contents.rounds

    @property
    def staff_copy(self) -> StaffCopy | None:
        """The mark of a staff copy; None for a repository that is whole."""
        return self._contents.staff_copy

    @cached_property
    def leave(self) -> tuple[Leave, ...]:
        """Leave matters as they stand, what draws settled laid over what their own events say."""
        drawn, lost = outcomes(self.draws), losses(self.draws)
        return tuple(
            Leave.of(chain.id, chain.events).drawn(drawn.get(chain.id)).lost(lost.get(chain.id))
            for chain in self._contents.leave
        )

    @cached_property
    def draws(self) -> tuple[Draw, ...]:
        """Draws of contested leave."""
        return tuple(Draw.of(chain.id, chain.events) for chain in self._contents.draws)

    @property
    def draw_chains(self) -> tuple[Chain[DrawEvent], ...]:
        """Draws of contested leave, with their files."""
        return self._contents.draws

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """Absences, but for voided ones."""
        read = (Absence.of(chain.id, chain.events) for chain in self._contents.absence)
        return tuple(absence for absence in read if absence is not None)

    @cached_property
    def changes(self) -> tuple[ChangeMatter, ...]:
        """Swaps, cover, repairs and other changes."""
        return tuple(ChangeMatter.of(chain.id, chain.events) for chain in self._contents.changes)

    def publication(self, group: str, month: str) -> Publication | None:
        """What was told and published of a month; None where nothing was recorded."""
        ref = f"{shelf.ROTAS}/{group}/{month}"
        chain = next((chain for chain in self._contents.publications if chain.ref == ref), None)
        return None if chain is None else Publication.of(group, month, chain.events)
