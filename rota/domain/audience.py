"""For whom an edition of a rota is made: what is in it follows from that alone."""

from enum import StrEnum


class Audience(StrEnum):
    """Who reads it.

    The *team* sees shifts, and of everybody's leave, lieu, absence and training only that they are off. The *leader*
    sees every cell as it is, hours, lieu and wishes. *HR* sees the terms and the leave taken too.
    """

    TEAM = "team"
    LEADER = "leader"
    HR = "hr"

    @property
    def readers(self) -> str:
        """Those who read it, in the words of a sentence."""
        return {Audience.TEAM: "the team", Audience.LEADER: "leaders", Audience.HR: "HR"}[self]
