"""A language: what it says of a figure, its number, its unit and its period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from statbrief.arithmetic.kinds import NAME
from statbrief.errors import ProjectError, ReadingError
from statbrief.files.paths import PROJECT_FILE
from statbrief.languages.labels import MISSING, Labels, labels_file
from statbrief.languages.numbers import Numbers, locale_of
from statbrief.languages.period_words import LISTED, capital, period_texts
from statbrief.languages.registry import LANGUAGES, vocabulary
from statbrief.languages.unit_names import unit_text
from statbrief.table_schema.periods import YEAR

if TYPE_CHECKING:
    from pint.facets.plain import PlainUnit


@dataclass(frozen=True)
class Words(Numbers):
    """A language: its vocabulary, and how it writes a number, a percentage, an amount of money, a unit or a period.

    `lang` is its BCP 47 tag and `locale` what Babel knows of it; `labels` are the brief's own labels in that language,
    where they differ from those of its data, and `are_names_translated` whether these must have the texts of the data.
    """

    are_names_translated: bool = False
    _units: dict[tuple[PlainUnit, bool], str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _periods: dict[str, dict[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def unit(self, unit: PlainUnit, number: Decimal | None = None) -> str:
        """The unit's name as it stands beside a number; nothing of a plain one."""
        is_one = number is not None and self.plural_form(abs(number)) == "one"
        key = unit, is_one
        if key not in self._units:
            self._units[key] = unit_text(unit, self, is_one=is_one)
        return self._units[key]

    def period(self, text: str) -> Mapping[str, str]:
        """Every form of a period that data write as `text`, by name. Raises `ValueError` for what is none."""
        if text not in self._periods:
            self._periods[text] = period_texts(text, self)
        return self._periods[text]

    def periods(self, texts: Sequence[str], whole: str) -> Mapping[str, str]:
        """Every form of one period, or of several, one after the other, of which `whole` is the span; or of none.

        Raises `ValueError` for what is none.
        """
        said = self.period(whole)
        if len(texts) == 1:
            return said
        each = [self.period(text) for text in texts]
        listed = {name: self.listed([forms[name] for forms in each]) for name in LISTED}
        if not texts:
            listed["in_period"] = self.vocabulary.periods.said[YEAR].within.format(self.phrases.none)
        capitals = {f"{name}_capital": capital(text) for name, text in listed.items()}
        return {**said, **listed, **capitals}

    def name(self, text: str) -> str:
        """What the language calls a text of the data: as a label has it, else as it stands.

        Raises `ReadingError` where the data are in another language and there is no label.
        """
        return self._called(NAME, text)

    def missing(self, label: str) -> str:
        """What the language calls the reason for which data have no number, as `name` does a text of theirs."""
        return self._called(MISSING, label)

    def _called(self, kind: str, text: str) -> str:
        if self.are_names_translated and (kind, text) not in self.labels.rows:
            raise ReadingError([Labels(labels_file(self.lang)).missing(kind, text)])
        return self.labels.text(kind, text, text)

    def beside(self, unit: PlainUnit, number: Decimal | None = None, said: str = "") -> str:
        """The unit as it is set after a number: with a space, but for degrees in languages such as English.

        `said` is how the number stands.
        """
        text = self.unit(unit, number)
        if not text or (text.startswith("°") and not self.vocabulary.units.are_degrees_apart):
            return text
        of = "" if self.says_each(text) else self.joining(said)
        return f" {of} {text}" if of else f" {text}"

    def says_each(self, unit: str) -> bool:
        """Whether a unit's name says for each of what, and not of what: a day, per km², por cada 100.000."""
        said = self.vocabulary.units
        before = said.each("\0").partition("\0")[0].strip()
        return any(f"{unit} ".startswith(f"{each} ") for each in (said.per, before, *said.each_of.values()))


def words_for(lang: str) -> Words:
    """The words of `lang`, a BCP 47 tag such as ``en`` or ``es-MX``.

    Raises `ProjectError` for a language that this project has no phrases in.
    """
    spoken = vocabulary(lang)
    if spoken is None:
        wanted = f"the languages are {', '.join(sorted(LANGUAGES))}"
        found = f"there are no words for '{lang}'"
        raise ProjectError.at(PROJECT_FILE, "lang", found, wanted)
    return Words(lang, locale_of(lang), spoken)
