"""``names.toml``: who the ids are. It stays out of git, so that names never enter history."""

from rota.domain.table import ID_PATTERN, Table

FILE = "names.toml"
ID = ID_PATTERN


class Name(Table):
    """One person: the name to show, and the e-mail and login by which they are known."""

    name: str = ""
    email: str = ""
    login: str = ""
