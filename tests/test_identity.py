"""Who somebody is: what they say, the environment, the login, git's e-mail address."""

from pathlib import Path

import pytest

from rota.domain.matter import Claim
from rota.files.repository import Repository
from rota.work import identity
from rota.work.errors import Unusable
from rota.work.identity import actor, agent_id
from tests.files_world import change, make

NAMES = """\
[ann]
name = "Ann Example"
email = "ann@example.org"
login = "aexample"

[bob]
name = "Bob Sample"
email = "desk@example.org"

[h1]
name = "Hari Human"
email = "desk@example.org"
"""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    make(tmp_path)
    change(tmp_path, "names.toml", "", NAMES)
    change(tmp_path, "centre.toml", "[[employer]]", 'hr = ["h2"]\n\n[[employer]]')
    known_as(monkeypatch)
    return Repository.open(tmp_path)


def known_as(monkeypatch: pytest.MonkeyPatch, login: str = "", email: str = "") -> None:
    monkeypatch.setattr(identity, "_login", lambda: login)
    monkeypatch.setattr(identity, "_git_email", lambda _: email)


def who(repo: Repository, stated: str | None = None, **environment: str) -> tuple[str, Claim]:
    return tuple(actor(repo, stated, environment))


def test_what_is_stated_goes_before_the_environment_and_that_before_traces(repo, monkeypatch) -> None:
    known_as(monkeypatch, login="AExample")
    assert who(repo, "bob", ROTA_AS="h2") == ("bob", Claim.STATED)
    assert who(repo, ROTA_AS="h2") == ("h2", Claim.ENVIRONMENT)
    assert who(repo) == ("ann", Claim.LOGIN)


def test_git_knows_those_whose_login_nobody_knows(repo, monkeypatch) -> None:
    known_as(monkeypatch, login="root", email="Ann@example.org")
    assert who(repo) == ("ann", Claim.GIT_EMAIL)


def test_a_login_is_no_name(repo, monkeypatch) -> None:
    known_as(monkeypatch, login="Ann Example")
    with pytest.raises(Unusable) as error:
        who(repo)
    assert str(error.value) == (
        'nobody can tell who you are: names.toml has no login "Ann Example"; '
        "say --as ID, set ROTA_AS=ID, or add your login or e-mail to names.toml"
    )


def test_names_and_addresses_may_be_stated(repo) -> None:
    assert who(repo, "ann example") == ("ann", Claim.STATED)
    with pytest.raises(Unusable) as error:
        who(repo, "bub")
    assert str(error.value) == 'nobody has the id "bub"; did you mean "bob"?'


def test_an_address_of_several_tells_nobody(repo, monkeypatch) -> None:
    known_as(monkeypatch, email="desk@example.org")
    with pytest.raises(Unusable) as error:
        who(repo)
    assert str(error.value) == (
        'the e-mail "desk@example.org" in names.toml is that of bob and h1; say --as ID'
    )


def test_agents_are_named_by_id_or_me(repo) -> None:
    assert agent_id(repo, "me", "bob") == "bob"
    with pytest.raises(Unusable, match='no agent has the id "Bob Sample"; did you mean "bob"'):
        agent_id(repo, "Bob Sample")
    with pytest.raises(Unusable, match="h1 is no agent, and has no shifts; name an agent by id"):
        agent_id(repo, "me", "h1")
