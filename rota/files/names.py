"""``names.toml``: who the ids are. It stays out of git, so that names never enter history."""

from rota.domain.table import ID_PATTERN, Table

FILE = "names.toml"
ID = ID_PATTERN


class Name(Table):
    """One person: the name to show, the e-mail and login by which they are known, and the number that payroll has."""

    name: str = ""
    email: str = ""
    login: str = ""
    payroll: str = ""
