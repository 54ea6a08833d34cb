"""What was asked for in staff copies, and what became of it, as lines of text."""

from rota.domain.inbox import Answer, Verdict
from rota.show.safe import safe


def waiting_line(key: str, agent: str, about: str) -> str:
    """One thing that waits for the inbox."""
    return safe(f"{key}: {agent} {about}")


def taken_line(key: str, agent: str, about: str, verdict: Verdict, why: str) -> str:
    """One thing, and what became of it; ``why`` is for the leader."""
    if verdict is Verdict.TAKEN:
        return safe(f"{key}: {agent} {about}: taken in")
    return safe(f"{key}: {agent} {about}: not taken in ({verdict.value}){f': {why}' if why else ''}")


def answer_line(answer: Answer) -> str:
    """One answer, in the words that the agent may read."""
    said = "taken in" if answer.verdict is Verdict.TAKEN else f"not taken in: {answer.verdict.words}"
    return safe(f"{answer.key}: {answer.agent}, {answer.at[:10]}: {said}")
