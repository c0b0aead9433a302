"""Open questions: what a person must still say in the data files, where a question mark stands for it.

They are of a kind of their own beside faults: a brief with open questions is built, as a draft, and goes out nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from statbrief.errors import Fault, Place, RefusedError

NOT_SAID = "?"
"""What stands in the place of a unit, a rounding or a source that nobody has said yet."""
NOT_SAID_YET = "not said yet"


@dataclass(frozen=True, kw_only=True)
class OpenQuestion(Fault):
    """One thing that is not known yet, at one place: `found` says so, or what was guessed; `wanted` what to write.

    >>> print(OpenQuestion(file="data/reported.csv", line=3, what="unit of visits", found=NOT_SAID_YET))
    open: data/reported.csv:3: unit of visits: not said yet
    """

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"open: {super().__str__()}"


def guesses(said: Mapping[str, Any]) -> list[str]:
    """What a description says was guessed of a dataset or a column, each as a text."""
    guessed = said.get("open", [])
    return [guessed] if isinstance(guessed, str) else list(guessed)


def refuse_wordless(said: Mapping[str, Any]) -> None:
    """Raise `RefusedError` for a guess that is no text, nor a list of texts."""
    guessed = said.get("open", [])
    each = guessed if isinstance(guessed, list) else [guessed]
    if not all(isinstance(text, str) and text.strip() for text in each):
        raise RefusedError("is no text", "write what was guessed, in words, or a list of such")


def told(number: int) -> str:
    """How many are open.

    >>> told(1), told(3)
    ('1 open question', '3 open questions')
    """
    return f"{number} open question{'' if number == 1 else 's'}"


def refusals(questions: Sequence[OpenQuestion], document: str) -> list[Fault]:
    """Why a document goes out nowhere: it is a draft, with these open; nothing where none are."""
    if not questions:
        return []
    found = f"is a draft, with {told(len(questions))} in the data"
    return [Place(document).fault("draft", found, "answer them, or leave --strict out"), *questions]
