"""Codes of what can be wrong beside the rules; one code for each kind of fault, never reused."""

from enum import StrEnum


class Code(StrEnum):
    """``meaning`` is one sentence for people. DATA are faults of the input; the other families are looked at by checks."""

    meaning: str

    @property
    def check(self) -> str:
        """The name of the check that finds it; empty for faults of the input."""
        return _CHECKS.get(self.value.rstrip("0123456789"), "")

    @property
    def advice(self) -> str:
        """What to do about it, in general; empty where findings say it all."""
        return _ADVICE.get(self.value, "")

    def __new__(cls, code: str, meaning: str) -> "Code":
        """A code with its meaning."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    UNREADABLE = "DATA01", "A file is missing, cannot be read, or lies outside the repository."
    ENCODING = "DATA02", "A file is not UTF-8 text."
    TOO_LARGE = "DATA03", "A file is larger, deeper or longer than any rota needs."
    SYNTAX = "DATA04", "A file is not TOML."
    CHARACTER = "DATA05", "A text holds control characters or ones that reverse the reading order."
    UNKNOWN_KEY = "DATA06", "A table has a key that nothing reads."
    MISSING_KEY = "DATA07", "A table lacks a key that it needs."
    WRONG_VALUE = "DATA08", "A value has the wrong type, or one that cannot be."
    UNKNOWN_ID = "DATA09", "An id is used that nothing has."
    DUPLICATE_ID = "DATA10", "Two tables have the same id."
    RESERVED_ID = "DATA11", "An id is a name that some computers keep for themselves."
    DATES = "DATA12", "Dates run backwards, or lie outside what their file is about."
    OUTSIDE_HOURS = "DATA13", "A pattern, a need or calls lie outside the opening hours."
    NOBODY_TRAINED = "DATA14", "A service has demand, and nobody is trained for it."
    TEAM_GROUP = "DATA15", "A team belongs to no rota group, or to two."
    CLASHING_LOCKS = "DATA16", "An agent's agreed limits leave nothing of what the contract asks."
    BAD_CELL = "DATA17", "A cell cannot be read, or names a pattern or service that does not exist."
    NOT_IN_ROTA = "DATA18", "A rota has cells of an agent who does not belong to its group then."
    GAP = "DATA19", "A rota lacks the cell of an agent on a day of its period."
    BROKEN_CHAIN = "DATA20", "A matter's events are not whole, or were edited after they were written."
    NOT_WRITTEN = "DATA21", "A file could not be written; what was there before still is."
    MISNAMED = "DATA22", "A file says that it is about something else than its name does."
    CONTRADICTION = "DATA23", "Two facts about one thing contradict each other."
    TAMPERED = "DATA24", "What was written once is not what it was, is gone, or came later than it says."

    MONTH_MISSING = "DATA25", "A group has published rotas before and after a month, and none of it."
    STRAY = "DATA26", "A file lies where only rota writes, and nothing reads it."
    UNMERGED = "DATA27", "A merge was left unfinished in a file."
    HISTORY_MISSING = "DATA28", "Months that a rota's rules look back on are not known."
    COLUMNS = "DATA29", "A sheet of calls lacks a column, has one twice, or one that nothing reads."
    CALLS_TWICE = "DATA30", "The calls of one half hour are listed twice."
    CALLS_GAP = "DATA31", "A day's calls are listed, and those of some of its open half hours are not."
    NO_TERMS = "DATA32", "Something is said of a service's calls, and nothing of how they are to be answered."
    NO_VOLUMES = "DATA33", "A service answers calls, and nothing says how many to expect."

    NOT_EDITED_HERE = "DATA40", "A cell of an exported workbook was edited that is not edited there."

    REWRITTEN = "AUDIT08", "An event, a base or an anchor was rewritten or removed after it was recorded."
    FORCED = "AUDIT09", "What is judged does not build on the commit that it is held against."
    UNSIGNED = "AUDIT10", "An event came in a commit without a signature that holds."
    UNLISTED = "AUDIT11", "An event was signed with a key that nobody is listed with."
    OTHER_SIGNER = "AUDIT12", "An event was signed by somebody else than whoever it says wrote it."
    KEY_LAPSED = "AUDIT13", "An event was signed with a key that has lapsed, or by somebody who has left."
    SQUASHED = "AUDIT14", "One commit holds the events of several people, which one of them signed."
    REPLAYED = "AUDIT15", "An event is the copy of another."
    MEASURE_CHANGED = "AUDIT16", "Who or what judges was changed together with what is judged."
    NOT_ENTITLED = "AUDIT17", "An event was written by somebody who may not."
    WRONG_TIME = "AUDIT18", "An event says that it was written at a time that cannot be."
    NOTHING_BEFORE = (
        "AUDIT19",
        "The commit that a change is held against holds no repository that can be read.",
    )
    NOT_COMMITTED = "AUDIT20", "An event is not in the history as it lies in the folder, so nobody signed it."
    DRAW_WRONG = "AUDIT21", "A draw of leave is not what its own seed and requests make of it."

    HEALTH = "PRIV01", "A word says something about somebody's health."
    BELIEF = "PRIV02", "A word says something about somebody's religion, belief or politics."
    UNION = "PRIV03", "A word says something about somebody and a trade union."
    HOME = "PRIV04", "A word says something about somebody's family, home or sexual life."
    NATIONAL_INSURANCE = "PRIV05", "A National Insurance number stands in a file."
    TELEPHONE = "PRIV06", "A telephone number stands in a file."
    ADDRESS = "PRIV07", "An e-mail address stands in a file."
    NAMES_TRACKED = "PRIV08", "Git keeps the file that says who the ids are."

    WAIVER_UNUSED = "WAIV01", "A waiver covers nothing, and its time is over."
    WAIVER_EXPIRED = "WAIV02", "A waiver has expired, and what it covered counts again."
    WAIVER_VOID = "WAIV03", "A waiver does not hold: its ground or its approver is not one that can be."


_CHECKS = {"AUDIT": "authority", "PRIV": "privacy", "WAIV": "waivers"}

_ADVICE = {
    "DATA01": "Bring the file back from git, or put the file itself where a link stands.",
    "DATA02": "Save the file again as UTF-8 text.",
    "DATA03": "Check that the file is what it should be, and shorten or split it.",
    "DATA04": "Mend the line that the finding names; an editor that knows TOML marks it.",
    "DATA05": "Delete the character, or type the text anew.",
    "DATA06": "Correct the spelling: the finding names the nearest key that exists. `rota schema` says which there are.",
    "DATA07": "Add the key.",
    "DATA08": "Correct the value as the finding says.",
    "DATA09": "Correct the id: the finding names the nearest that exist. Or add a table of that id.",
    "DATA10": "Give one of the two another id.",
    "DATA11": "Choose another id, such as the same with -1 behind it.",
    "DATA12": "Swap the dates, or correct the one that is wrong.",
    "DATA13": "Correct the times, or the opening hours, or give the service an overrun.",
    "DATA14": "Add the skill to those who have it, in people.toml, or take the need away.",
    "DATA15": "Name the team in the teams of exactly one [[group]] of centre.toml.",
    "DATA16": "Relax the limit, or change the agent's weekdays, skills or contract.",
    "DATA17": 'Write the cell with a pattern and a service that exist, such as "early phones", or as off.',
    "DATA18": "Delete the lines, or correct team, from or until of the agent.",
    "DATA19": "Add the missing days to a draft; plan the rest of a published month anew: rota plan --from DATE.",
    "DATA20": "Bring the files back from git: events are never edited.",
    "DATA21": "Do what the finding says about the folder or the link, and run the command again.",
    "DATA22": "Correct what stands in the file, or move it to the name that fits.",
    "DATA23": "Correct whichever of the two facts is wrong.",
    "WAIV01": "Delete the waiver from waivers.toml.",
    "WAIV02": "Let HR approve it anew, with a later expires, or mend what it covered.",
    "WAIV03": "Correct the waiver as the finding says; until then it covers nothing.",
    "DATA24": "Bring the file back from git, and find out who changed it: git log -- FILE.",
    "DATA25": "Publish the month, or bring its rota back from git.",
    "DATA26": "See which file is right, keep that one under its own name, and delete the other.",
    "DATA27": "Take the right lines, and those with <<<<<<<, ======= and >>>>>>> out; of two events take one whole.",
    "DATA28": "Publish the months that are missing, or bring them back from git; or say what came before in history.toml.",
    "DATA29": "Begin the sheet with the columns that the finding names: date,start,service,calls,aht.",
    "DATA30": "Take out whichever of the two lines is wrong.",
    "DATA31": "Add the lines, with 0 where no calls are expected; or take the day out, and its profile counts.",
    "DATA32": "Add a [[calls]] table for the service to demand.toml, or take the rest out.",
    "DATA33": "Forecast the month from what came before: rota demand forecast MONTH; or add [[calls.day]] profiles.",
    "DATA40": "Put back what stood there, and change it where the finding says.",
    "AUDIT08": "Bring the files back from git; what is to be undone is withdrawn or voided, in the open.",
    "AUDIT09": "Merge the branch that the change is to go into, and check again.",
    "AUDIT10": "Let whoever wrote the event commit it anew, signed with their SSH key: git commit -S.",
    "AUDIT11": "Have the key listed in allowed_signers by a change of its own, which goes in first.",
    "AUDIT12": "Let whoever the event says wrote it commit it; a leader who enters it for somebody says so, with --means.",
    "AUDIT13": "Let somebody whose key is valid, and who works here, look at it and write it anew.",
    "AUDIT14": "Let each commit their own events, and merge them without squashing.",
    "AUDIT15": "Remove the copy, and find out who put it there.",
    "AUDIT16": "Look at it by itself; better, have it go in as a change of its own, signed by HR where it is HR's.",
    "AUDIT17": "Let whoever may write it anew, or have the change of who is in charge go in first.",
    "AUDIT18": "Ask whoever wrote it when that was.",
    "AUDIT19": "Look at centre.toml, people.toml and rules.toml by themselves before you approve the change.",
    "AUDIT20": "Commit the event, signed, and check again.",
    "AUDIT21": "Count it again: rota leave draw --recount ID; let HR have the leave drawn anew.",
    "PRIV01": "Take the word out; where it means nobody, add it to allow of [privacy] in centre.toml.",
    "PRIV02": "Take the word out; where it means nobody, add it to allow of [privacy] in centre.toml.",
    "PRIV03": "Take the word out; where it means nobody, add it to allow of [privacy] in centre.toml.",
    "PRIV04": "Take the word out; where it means nobody, add it to allow of [privacy] in centre.toml.",
    "PRIV05": "Take the number out, and have git's history cleaned of it.",
    "PRIV06": "Take the number out; those of people are for names.toml or for nothing at all.",
    "PRIV07": "Take the address out; those of people stand in names.toml alone.",
    "PRIV08": "git rm --cached names.toml, commit, and have the history cleaned before it is shared any further.",
}
