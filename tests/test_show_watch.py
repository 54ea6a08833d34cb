"""``rota show --watch``: what is drawn, when it is drawn again, and how it ends."""

import os
import signal

import pytest
import typer

from rota.cli import out, watching
from rota.cli.watching import CLEAR, ENTER, LEAVE, POLL, fitted, watch
from rota.files.fingerprint import fingerprint
from rota.work.errors import Unusable
from tests.cli_helpers import rota
from tests.living_world import MONTH, published


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setattr(out, "screen", lambda: True)
    monkeypatch.setenv("ROTA_NOW", "2026-12-02T12:40:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    return published(tmp_path)


class Poll:
    """Stands for the second between two looks: does one thing after the other, and then Ctrl-C."""

    def __init__(self, *steps) -> None:
        self.steps = list(steps)
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        if not self.steps:
            raise KeyboardInterrupt
        self.steps.pop(0)()


def nothing() -> None:
    pass


def one_after_another(*steps):
    """Draws with each of ``steps`` in its turn."""
    left = list(steps)

    def draw() -> str:
        step = left.pop(0)
        return step()

    return draw


def drawn(capsys) -> list[str]:
    """Each picture that was drawn, without its last line."""
    said = capsys.readouterr().out
    assert said.startswith(ENTER)
    assert said.endswith(LEAVE)
    pictures = said.removeprefix(ENTER).removesuffix(LEAVE).split(CLEAR)[1:]
    return [picture.rpartition("\r\n")[0] for picture in pictures]


def test_it_draws_again_when_a_file_changes_and_only_then(root, capsys):
    texts = iter(["one", "two", "three"])
    poll = Poll(nothing, lambda: (root / "people.toml").write_text("x"), nothing, (root / "new").mkdir)
    watch(root / "wishes", lambda: next(texts), pause=poll)
    assert drawn(capsys) == ["one", "two", "three"]
    assert poll.waited == [POLL] * 5


def test_what_git_does_for_itself_and_hidden_files_are_no_change(root, capsys):
    def hidden() -> None:
        (root / ".git").mkdir()
        (root / ".git" / "index").write_text("x")
        (root / ".x.swp").write_text("x")

    texts = iter(["one"])
    watch(root, lambda: next(texts), pause=Poll(hidden, nothing))
    assert drawn(capsys) == ["one"]


def test_what_changes_while_it_is_drawn_is_drawn_once_more(root, capsys):
    texts = iter(["one", "two", "three"])

    def draw() -> str:
        text = next(texts)
        if text == "two":
            (root / "people.toml").write_text("again")
        return text

    watch(root, draw, pause=Poll(lambda: (root / "people.toml").write_text("x")))
    assert drawn(capsys) == ["one", "two", "three"]


def test_another_size_and_for_a_page_another_minute_are_drawn_anew(root, capsys, monkeypatch):
    at = iter("12345")

    def wider() -> None:
        monkeypatch.setenv("COLUMNS", "120")

    def later() -> None:
        monkeypatch.setenv("ROTA_NOW", "2026-12-02T12:41:00+00:00")

    watch(root, lambda: next(at), pause=Poll(wider, later))
    assert drawn(capsys) == ["1", "2"]
    watch(
        root,
        lambda: next(at),
        by_minute=True,
        pause=Poll(lambda: monkeypatch.setenv("ROTA_NOW", "2026-12-02T12:42:00+00:00")),
    )
    assert drawn(capsys) == ["3", "4"]


def test_broken_files_are_named_and_it_goes_on(root, capsys):
    from rota.files.repository import Repository

    people = root / "people.toml"
    text = people.read_text()
    poll = Poll(lambda: people.write_text(text + "team = 08:30\n"), lambda: people.write_text(text))
    watch(root, lambda: f"{len(Repository.open(root).people.agent)} agents", pause=poll)
    first, broken, last = drawn(capsys)
    assert (first, last) == ("6 agents", "6 agents")
    assert "people.toml:" in broken
    assert "DATA" in broken
    assert broken.endswith("This is looked at again as soon as a file changes.")
    assert capsys.readouterr().err == ""


def test_files_that_are_broken_at_first_are_watched_too(root, capsys):
    from rota.files.repository import Repository

    (root / "people.toml").write_text("agent = 7\n")
    watch(root, lambda: str(Repository.open(root)), pause=Poll())
    (only,) = drawn(capsys)
    assert "people.toml" in only


def test_what_does_not_exist_is_an_error_at_once_and_a_word_later(root, capsys):
    def draw() -> str:
        raise Unusable("no team is named x")

    with pytest.raises(Unusable):
        watch(root, draw, pause=Poll())
    assert capsys.readouterr().out == ""
    watch(root, one_after_another(lambda: "one", draw), pause=Poll(lambda: (root / "new").write_text("")))
    assert drawn(capsys)[1].startswith("rota: no team is named x")


def test_our_own_fault_leaves_the_screen_as_it_was(root, capsys):

    def fails() -> str:
        raise IndexError

    with pytest.raises(IndexError):
        watch(
            root, one_after_another(lambda: "one", fails), pause=Poll(lambda: (root / "new").write_text(""))
        )
    assert drawn(capsys) == ["one"]


def test_a_signal_to_end_is_heard_as_ctrl_c_is(root, capsys):
    before = signal.getsignal(signal.SIGTERM)
    watch(root, lambda: "one", pause=Poll(lambda: os.kill(os.getpid(), signal.SIGTERM)))
    assert drawn(capsys) == ["one"]
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_window_shows_what_it_holds_and_says_what_it_does_not():
    text = "".join(f"line {at}\n" for at in range(10))
    size = os.terminal_size((40, 6))
    assert fitted(text, size, "12:40:00") == (
        "line 0\r\nline 1\r\nline 2\r\nline 3\r\nline 4\r\nDrawn 12:40:00; 5 more lines below the w"
    )
    assert fitted("x" * 81 + "\ny\n", size, "12:40:00").startswith(
        f"{'x' * 81}\r\ny\r\nDrawn 12:40:00; Ctrl-C ends."
    )
    assert fitted(text, os.terminal_size((80, 6)), "12:40:00", "--team TEAM").endswith(
        "\r\nDrawn 12:40:00; 5 more lines below, fewer with --team TEAM; Ctrl-C ends."
    )
    assert (
        fitted("x" * 161 + "\ny\n", size, "t") == f"{'x' * 161}\r\nDrawn t; 1 more line below the window; C"
    )
    assert fitted("\x1b[31m" + "x" * 40 + "\x1b[0m\ny\n", os.terminal_size((40, 3)), "t").count("\r\n") == 2


def test_in_a_pipe_there_is_nothing_to_draw_on(tmp_path):
    ran = rota("show", MONTH, "--watch", "--repo", published(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert "--watch draws on a terminal; leave it out in a pipe or a file" in ran.err


def test_the_command_draws_what_it_shows(root, monkeypatch):
    seen = []
    monkeypatch.setattr(
        watching,
        "watch",
        lambda repo, draw, *, by_minute, fewer: seen.append((repo, draw(), by_minute, fewer)),
    )
    for words in ((MONTH,), ("--agent", "a2"), ("--day", "2026-12-14"), (MONTH, "--team", "front")):
        plain = rota("show", *words, "--repo", root)
        assert rota("show", *words, "--watch", "--repo", root).out == ""
        repo, text, by_minute, fewer = seen.pop()
        assert repo == root
        assert text == plain.err + plain.out
        assert by_minute == (words[0] == "--agent")
        assert fewer == ("" if {"--agent", "--team"} & {*words} else "--team TEAM")


def test_of_half_hours_a_window_shows_the_worst_and_a_terminal_ends_with_them(root, monkeypatch):
    seen = []
    monkeypatch.setattr(watching, "watch", lambda _, draw, **__: seen.append(draw()))
    rota("show", MONTH, "--heat", "--watch", "--repo", root)
    last = rota("show", MONTH, "--heat", "--repo", root).out
    _, title, under, blank, head, *_ = seen.pop().splitlines()
    assert head in {"Worst half hours", "No half hour is short of heads."}
    assert last.splitlines()[:3] == [title, under, blank]
    assert last.rpartition("\n\n")[2].startswith(head)
    assert last.count(head) == 1


def test_the_time_is_that_of_the_centre(root, capsys, monkeypatch):
    monkeypatch.setenv("ROTA_NOW", "2026-07-02T07:00:00+00:00")
    centre = root / "centre.toml"
    text = centre.read_text()

    def write(zone: str) -> None:
        centre.write_text(text.replace('"Europe/London"', zone))
        assert text != centre.read_text()

    poll = Poll(lambda: write('"Asia/Tokyo"'), lambda: write('"Nowhere/Nowhere"'), lambda: write("7 = 8"))
    watch(root, lambda: "", pause=poll)
    said = capsys.readouterr().out
    times = [part[:8] for part in said.split("Drawn ")[1:]]
    assert times == ["08:00:00", "16:00:00", "08:00:00", "08:00:00"]


def test_a_screen_is_a_terminal_that_can_draw(monkeypatch):
    monkeypatch.setattr(out, "_terminal", lambda _: True)
    monkeypatch.setenv("TERM", "xterm")
    assert out.screen()
    monkeypatch.setenv("TERM", "dumb")
    assert not out.screen()


def test_a_fingerprint_is_of_names_sizes_and_times(tmp_path):
    (tmp_path / "a").mkdir()
    file = tmp_path / "a" / "b.toml"
    file.write_text("1")
    seen = [fingerprint(tmp_path)]
    for step in (
        lambda: os.utime(file, ns=(1, 1)),
        lambda: file.write_text("22"),
        lambda: file.rename(tmp_path / "a" / "c.toml"),
        (tmp_path / "a" / "c.toml").unlink,
        lambda: (tmp_path / "link").symlink_to("nowhere"),
    ):
        step()
        seen.append(fingerprint(tmp_path))
        assert fingerprint(tmp_path) == seen[-1]
    assert len(set(seen)) == len(seen)
    assert fingerprint(tmp_path / "gone") == fingerprint(tmp_path / "gone")


def test_a_typers_error_names_the_option():
    with pytest.raises(typer.BadParameter):
        watch(None, lambda: "")
