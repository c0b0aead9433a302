"""Which variables read the same as a number that somebody typed: the same text, or another way to write its value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from statbrief.arithmetic.kinds import DIRECTIONS, PERIODS, RUNS
from statbrief.languages.dotted_names import named_forms
from statbrief.languages.quantities import amount
from statbrief.languages.tags import base_language

if TYPE_CHECKING:
    from fractions import Fraction

Kind = Literal["prose", "settings", "docstrings", "checks", "labels"]
"""Where it was typed: in the document's body, in YAML, in the docstring of a chart or a check, or in a label."""

_USUAL = ("value", "times", "percent", "change", "fraction", "about", "range")  # the forms that prose uses most
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NO_NUMBERS = frozenset({"label", "unit", "plain", *DIRECTIONS, *RUNS, *PERIODS})
_NAMED = 3  # figures that a message names at most
_WORD = 4  # letters of a word that says something


def mark_of(text: str, kind: Kind, *, plain: bool) -> str:
    """What to do with what is meant to be typed; `plain` where no link can stand."""
    held = plain and kind == "prose"  # an attribute: no span can stand there
    return "mark what holds it with {.literal}" if held else f"mark it as meant: [{text}]{{.literal}}"


def written(name: str, kind: Kind) -> str:
    """How a variable is written: a shortcode, or in a docstring the figure and form in braces."""
    if kind in {"prose", "settings"}:
        return f"{{{{< var {name} >}}}}"
    figure, _, form = name.replace(".plain.", ".").rpartition(".")
    return f"{{{figure}:{form}}}"


class Lookalikes:
    """The variables of a brief by what they read; nothing is looked at before something is asked."""

    def __init__(self, variables: Mapping[str, Any], lang: str) -> None:
        self.variables = dict(named_forms(variables))
        self.tag = lang
        self.lang = base_language(lang)

    def wanted(self, text: str, kind: Kind = "prose", *, plain: bool, source: str = "", beside: str = "") -> str:
        """What to write instead of `text` in a place of its kind, `plain` where no link can stand.

        `source` is how it was written, where that is not as it reads. Of several figures that read so, those are named
        first whose labels and units have most words in common with what stands `beside` it.
        """
        same = self.same(text, plain=plain)
        if not same:
            return f"derive it in analysis/, or {mark_of(source or text, kind, plain=plain)}"
        words = _words(beside)
        fits = [len(words & self._words_of(name)) for name in same]
        best = [name for name, fit in zip(same, fits, strict=True) if fit == max(fits)]
        names = [written(name, kind) for name in best[:_NAMED]]
        listed = f"write {', '.join(names[:-1])} or {names[-1]}" if names[1:] else f"write {names[0]}"
        return listed if len(names) == len(same) else f"{listed}, or another of the {len(same)} that read so"

    def _words_of(self, name: str) -> frozenset[str]:
        """The words of a figure's label and unit; `name` is that of one of its forms."""
        forms = self.variables.get(name.replace(".plain.", ".").rpartition(".")[0])
        said = (forms.get(each) for each in ("label", "unit")) if isinstance(forms, Mapping) else ()
        return _words(" ".join(each for each in said if isinstance(each, str)))

    def same(self, text: str, *, plain: bool) -> list[str]:
        """The variables that read the same, one for each figure: those with the same text, else the same value."""
        wanted = amount(text, self.tag)
        found = self._by_text.get(_spelled(text)) or (self._by_value.get(wanted, []) if wanted else [])
        best: dict[str, str] = {}
        for figure, form in sorted(found, key=lambda name: _rank(name[1])):
            best.setdefault(figure, form)
        order = list(self.variables)
        return [self._name(figure, best[figure], plain=plain) for figure in sorted(best, key=order.index)]

    def _name(self, figure: str, form: str, *, plain: bool) -> str:
        forms = self.variables[figure]
        if not form:
            return figure
        bare = isinstance(forms.get("plain"), Mapping) and form in forms["plain"]
        return f"{figure}.plain.{form}" if bare and (plain or form not in forms) else f"{figure}.{form}"

    @cached_property
    def _by_text(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for figure, form, text in self._texts():
            found.setdefault(_spelled(text), []).append((figure, form))
        return found

    @cached_property
    def _by_value(self) -> dict[tuple[str, Fraction], list[tuple[str, str]]]:
        found: dict[tuple[str, Fraction], list[tuple[str, str]]] = {}
        for figure, form, text in self._texts():
            value = amount(text, self.tag)
            if value is not None:
                found.setdefault(value, []).append((figure, form))
        return found

    def _texts(self) -> Iterator[tuple[str, str, str]]:
        """Each figure, form and plain text; a variable that is no figure has no form."""
        for figure, forms in self.variables.items():
            if isinstance(forms, str):
                yield figure, "", forms
            elif isinstance(forms, Mapping):
                plain = forms.get("plain")
                texts = {**forms, **plain} if isinstance(plain, Mapping) else forms
                for form, text in texts.items():
                    if isinstance(text, str) and form not in _NO_NUMBERS:
                        yield figure, form, unescaped(text)


def unescaped(text: str) -> str:
    r"""A form without a link as it is read: in `_variables.yml` it is Markdown.

    >>> unescaped(r"about \$12,500")
    'about $12,500'
    """
    return _ESCAPED.sub(r"\1", text)


def _words(text: str) -> frozenset[str]:
    """The words of a text that may say what is counted: those of articles and the like are shorter."""
    return frozenset(each for each in re.findall(r"[^\W\d_]+", text.casefold()) if len(each) >= _WORD)


def _spelled(text: str) -> str:
    return " ".join(text.replace("−", "-").split()).casefold()


def _rank(form: str) -> tuple[int, int, str]:
    return _USUAL.index(form) if form in _USUAL else len(_USUAL), len(form), form
