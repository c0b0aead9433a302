"""The first figures, table, chart and sentences of a table, which are true whatever else it holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from string import Template

from statbrief.figures.markdown import escape
from statbrief.languages.quantities import find_quantities
from statbrief.languages.registry import vocabulary
from statbrief.languages.typed_spans import find_typed_periods
from statbrief.new_brief import code
from statbrief.new_brief.columns import Column
from statbrief.new_brief.filled_in import filled_in
from statbrief.new_brief.heads import counted_in, currency_of
from statbrief.new_brief.numbers_shown import (
    DIGITS,
    MANY,
    are_told_apart,
    chosen_groups,
    in_few_digits,
    is_index,
    long_figures,
    numbers_of,
    numbers_ranked,
    unranked,
)
from statbrief.new_brief.said import Story, numbered
from statbrief.new_brief.table import GROUPS, NAMES, NUMBERS, PANEL, SERIES, Table

_LATEST = 12
_LARGE = 2_000
"""Rows, of more of which those of a group are looked at together."""
_FEWEST = 5
"""Numbers, of fewer of which nobody needs quartiles."""
_TIES = 3
"""Names that a sentence may have where their numbers are the same."""
_MADE = frozenset(("before", "lower", "middle", "upper"))
_LEVELS = frozenset(("now", "first", "highest", "lowest", "of_largest", "of_smallest", *_MADE))
_SAID_BY_VALUES = frozenset(("", "percent"))
"""Units that a number is written with anyway, or that nobody knows; and so is money."""
_COUNTS = frozenset(("rows", "groups", "count", "of_most", "unranked"))
_VARIABLE = re.compile(r"<([a-z_]+)((?:\.[a-z_]+)+)>")


class Teller:
    """Makes the story of a table in a language; `prefix` parts its names from those of other tables."""

    def __init__(self, table: Table, title: str, lang: str, prefix: str = "") -> None:
        self.table, self.lang, self.prefix = table, lang, prefix
        spoken = vocabulary(lang)
        assert spoken is not None  # noqa: S101 -- whoever asks for it has seen that there are drafts in it
        self.words = spoken.drafts
        self.story = Story()
        self.title = title
        self.long = long_figures(table)
        measure = table.measures[0] if table.measures else None
        group = table.group
        self.counted = counted_in(measure.unit, measure.head.definitions) if measure else ""
        self.unit = measure.unit if measure else ""
        is_said = self.unit in _SAID_BY_VALUES or bool(self.counted or currency_of(self.unit))
        self.form = ".value" if is_said else ".amount"
        self.has_unit = not is_said or bool(currency_of(self.unit))
        self.known = filled_in(table, prefix, self.counted)
        self.said = {
            "title": title,
            "label": measure.label if measure else "",
            "group": group.label if group else "",
            "of_group": group.within if group else "",
            "of_known": self.words["of_known"] if measure and measure.has_gaps else "",
        }

    def told(self) -> Story:
        """The story."""
        tell = {
            SERIES: self._series,
            PANEL: self._ranked,
            NAMES: self._ranked,
            GROUPS: self._grouped,
            NUMBERS: self._numbers,
        }
        tell.get(self.table.shape, self._counted)()
        return self.story

    # -- texts -------------------------------------------------------------------------------------------------------

    def meant(self, text: str) -> str:
        """A text of the data as prose has it: numbers and periods in it are meant."""
        found = [*find_quantities(text, self.lang), *find_typed_periods(text, self.lang)]
        is_typed = bool(found) or any(each.isdigit() for each in text)
        return f"[{text}]{{.literal}}" if is_typed and not {"[", "]"} & {*text} else text

    def prose(self, name: str, **more: str) -> str:
        """A sentence as Markdown."""
        said = {key: self.meant(escape(text)) for key, text in self.said.items()}
        text = Template(self.words[name]).safe_substitute(said | more)
        return _VARIABLE.sub(lambda found: self._variable(found[1], found[2]), text)

    def _variable(self, figure: str, form: str) -> str:
        """What stands for a form of a figure: of a measure with its unit, and the first digits of long numbers."""
        is_long = form in {".value", ".range"} and figure not in _COUNTS and self._is_long(figure)
        is_with_unit = form == ".value" and figure not in _COUNTS and self.form == ".amount"
        if is_long:
            unit = f" {{{{< var {self.prefix}{figure}.unit >}}}}" if is_with_unit else ""
            return f"{{{{< var {self.prefix}{figure}{form}_{DIGITS} >}}}}{unit}"
        return f"{{{{< var {self.prefix}{figure}{self.form if is_with_unit else form} >}}}}"

    def in_code(self, name: str, **more: str) -> str:
        """A text as a docstring has it."""
        said = {key: self.meant(code.in_docstring(text)) for key, text in {**self.said, **more}.items()}
        text = Template(self.words[name]).safe_substitute(said)
        text = re.sub(r"\{(now|first|latest_period|unranked):", rf"{{{self.prefix}\1:", text)
        unit = f" {{{self.prefix}now:unit}}" if self.form == ".amount" else ""
        form = f"value_{DIGITS}}}{unit}" if self._is_long("now") else f"{self.form[1:]}}}"
        return text.replace("now:value}", f"now:{form}")

    def _is_long(self, figure: str) -> bool:
        """Whether a figure has more digits than a reader wants: as a number of the data, or as it is made of some."""
        return figure in self.long or (figure in _MADE and bool(self.long))

    # -- functions ---------------------------------------------------------------------------------------------------

    def figure(self, name: str) -> None:
        """One of the figures."""
        known = {**self.known, "name": self.prefix + name, "said": self.in_code(name)}
        known |= {"returns": code.RETURNS.get(name, ""), "body": Template(code.FIGURES[name]).substitute(self.known)}
        known |= {"given": self.table.name} if name == "latest_period" else {}
        if self.counted and name in _LEVELS:
            known["returns"] = f' -> "{self.counted}, {"difference" if name == "before" else "level"}"'
        elif self.unit == "percent" and name in _LEVELS - {"before"}:
            known["returns"] = ' -> "percent"'  # below zero and above a hundred, too
        if "latest(" in known["body"]:
            self.story.imports.add("latest")
        self.story.figures.append(Template(code.FIGURE).substitute(known))

    def key(self, figure: str, said: str) -> None:
        """One of the key figures at the head, with the range where it is of a measure."""
        reach = "" if figure in _COUNTS else f" [({self._variable(figure, '.range')})]{{.range}}"
        self.story.keys.append(f"- **{self._variable(figure, '.value')}** {self.prose(said)}{reach}")

    def function(self, kind: list[str], template: str, name: str, **known: str) -> str:
        """A table or a chart; its name."""
        kind.append(Template(template).substitute({**self.known, **known, "name": self.prefix + name}))
        return self.prefix + name

    def shown(self, kind: str, name: str) -> None:
        """A chart or a table, in its place in the text."""
        what = {"fig": "chart", "tbl": "table"}[kind]
        self.story.text.append(f"::: {{#{kind}-{name}}}\n{{{{< {what} {name} >}}}}\n\n{{{{< caption {name} >}}}}\n:::")

    def picture(self, name: str, kind: str, **known: str) -> str:
        """A chart."""
        texts = {
            "caption": self.in_code(f"chart_{kind}"),
            "alternative": self.in_code("alternative_bars" if kind == "frequencies" else f"alternative_{kind}"),
            "title": self.in_code(f"title_{kind}"),
            "measure": self._measured(kind),
        }
        template = {"trend": code.TREND, "box": code.BOX}.get(kind, code.BARS)
        return self.function(self.story.charts, template, name, **{"also": "", **texts, **known})

    def _measured(self, kind: str) -> str:
        """What a chart measures, with the unit of its numbers where they do not say it themselves."""
        if kind == "frequencies":
            return self.in_code("measure_frequencies")
        figure = {"trend": "now", "bars": "of_largest"}.get(kind, "highest")
        return self.in_code("measure") + (f" ({{{self.prefix}{figure}:unit}})" if self.has_unit else "")

    # -- shapes ------------------------------------------------------------------------------------------------------

    def _series(self) -> None:
        measure = self.table.measures[0]
        has_before = len(measure.values) > 1
        ends = {each: self._names_end(each) for each in ("highest", "lowest")}
        for each in ("now", "first", *(["before"] if has_before else []), "highest", "lowest"):
            self.figure(each)
        for end, is_named in ends.items():
            if is_named:
                self.figure(f"when_{end}")
        for each in ("now", "before", "highest", "lowest"):
            self.key(each, f"key_{each}")
        names = [self.prefix + each for each in ("now", "first")]
        trend = self.picture("trend", "trend", now=names[0], first=names[1])
        said = {
            f"when_{end}": f" ({{{{< var {self.prefix}when_{end}.period >}}}})" if named else ""
            for end, named in ends.items()
        }
        self.story.title = f", {{{{< var {self.prefix}now.plain.period_name >}}}}"
        self.story.text += [
            f"## {self.prose('value')}",
            self.prose("series", trend=trend),
            self.prose("extremes", **said),
        ]
        self.shown("fig", trend)
        self.shown("tbl", self._recent())

    def _recent(self) -> str:
        """The table of the latest rows; its name."""
        measures = numbered(self.table.measures)
        return self.function(
            self.story.tables,
            code.RECENT,
            "recent",
            said=self.in_code("recent"),
            head=self.words["period"],
            heads=self._heads(measures),
            returns=in_few_digits(measures),
            columns=", ".join(repr(each.name) for each in measures.values()),
            names=", ".join(f'"{each}"' for each in measures),
            many=str(_LATEST),
        )

    def _heads(self, measures: Mapping[str, Column]) -> str:
        """What a table calls its columns."""
        return "\n    ".join(f"{name}: {self.meant(code.in_docstring(each.label))}" for name, each in measures.items())

    def _names_end(self, end: str) -> bool:
        """Whether few periods have the largest number, or the smallest, so that a sentence can name them."""
        numbers = [float(each) for each in numbers_of(self.table.measures[0])]
        return numbers.count(max(numbers) if end == "highest" else min(numbers)) <= _TIES

    def _ranked(self) -> None:
        numbers = numbers_ranked(self.table)
        named = {
            "largest": numbers.count(max(numbers)) <= _TIES,
            "smallest": numbers.count(min(numbers)) <= _TIES,
        }
        is_dated = self.table.shape == PANEL
        self._figures_of_ranks(named, is_dated=is_dated)
        in_period = f" {{{{< var {self.prefix}latest_period.in_period >}}}}" if is_dated else ""
        without, left_out, and_unranked = self._unranked(in_period)
        ranking = self.function(
            self.story.tables,
            code.RANKING,
            "ranking",
            said=self.in_code("ranking" if is_dated else "ranking_names") + self._of_first(numbers) + left_out,
            also=and_unranked,
            order=self.words["order"],
            returns=in_few_digits({} if self.counted else {"value": self.table.measures[0]}, *self._order_and_unit()),
            head=self.meant(code.in_docstring(self.said["group"])),
            value=self.meant(code.in_docstring(self.said["label"])),
        )
        if is_dated:
            self.story.title = f", {{{{< var {self.prefix}latest_period.plain.period_name >}}}}"
        numbers_of = f'{ranking}["value"].pint.magnitude'
        said = {"caption": self.in_code("chart_bars").removesuffix(".") + left_out + "."} if left_out else {}
        also = (f", {self.prefix}of_largest" if self.has_unit else "") + and_unranked
        bars = self.picture("bars", "bars", table=ranking, numbers=numbers_of, value='"value"', also=also, **said)
        names = {
            each: f" ({{{{< var {self.prefix}{each}.name >}}}})" if is_named else "" for each, is_named in named.items()
        }
        self.story.text += [
            f"## {self.prose('ranking_names')}",
            self.prose("ranked", ranking=ranking, bars=bars, in_period=in_period, **names) + without,
        ]
        self.shown("fig", bars)
        self.shown("tbl", ranking)

    def _figures_of_ranks(self, named: Mapping[str, bool], *, is_dated: bool) -> None:
        """The figures that a table of ranks rests on, and those of its ends: names where few share a rank."""
        of_ends = [end for end, is_named in named.items() if is_named]
        for each in (*(["latest_period"] if is_dated else []), "count", "of_largest", "of_smallest", *of_ends):
            self.figure(each)
        for end, unnamed in (("largest", "key_highest"), ("smallest", "key_lowest")):
            self.key(f"of_{end}", f"key_of_{end}" if named[end] else unnamed)
        self.key("count", "key_count")

    def _of_first(self, numbers: Sequence[float]) -> str:
        """What the caption of a table of ranks says where it has the first of them alone."""
        return self.words["first_ranks"] if len(numbers) > MANY else ""

    def _unranked(self, in_period: str) -> tuple[str, str, str]:
        """What says that names may lack a number: a sentence, the end of a caption, and the figure both rest on."""
        if not (self.table.measures[0].has_gaps or self.table.lacking):
            return "", "", ""
        self.figure("unranked")
        names = ""
        if unranked(self.table) <= _TIES:
            self.figure("which_unranked")
            names = f" ({{{{< var {self.prefix}which_unranked.name >}}}})"
        sentence = self.prose("without", in_period=in_period, names=names)
        return f" {sentence}", self.in_code("left_out"), f", {self.prefix}unranked"

    def _order_and_unit(self) -> list[str]:
        """What a table of ranks says of its order, and of its column of what is counted in thousands."""
        return ["as stated", *([f"value: {self.counted}, level"] if self.counted else [])]

    def _grouped(self) -> None:
        group = self.table.group
        assert group is not None  # noqa: S101 -- as the shape has
        times = Counter(group.values)
        is_named = list(times.values()).count(max(times.values())) <= _TIES
        for each in ("rows", "groups", *(["most"] if is_named else []), "of_most"):
            self.figure(each)
        self.key("rows", "key_rows")
        self.key("of_most", "key_of_most" if is_named else "key_of_most_tied")
        self.key("groups", "key_groups")
        chosen = chosen_groups([number for _, number in times.most_common()])
        if not chosen or (len(group.cells) > _LARGE and not is_index(group.name)):
            self._counted_in_words(is_named=is_named)
            return
        frequencies = self.function(
            self.story.tables,
            code.FREQUENCIES,
            "frequencies",
            said=self.in_code("frequencies"),
            head=self.meant(code.in_docstring(group.label)),
            value=self.words["rows"],
            others=f"\n    others: {self.words['others']}" if "others" in chosen else "",
            chosen=chosen,
        )
        bars = self.picture("bars", "frequencies", table=frequencies, numbers=f'{frequencies}["rows"]', value='"rows"')
        self.story.text += [
            f"## {self.prose('frequencies')}",
            self.prose("grouped" if is_named else "grouped_tied", frequencies=frequencies, bars=bars),
        ]
        self.shown("fig", bars)
        self.shown("tbl", frequencies)
        if self.table.measures:
            for each in ("lowest", "middle", "highest"):
                self.figure(each)
            self.key("middle", "key_middle")
            self.story.text.insert(2, self.prose("spread", picture=""))

    def _counted_in_words(self, *, is_named: bool) -> None:
        self.story.text += [f"## {self.prose('frequencies')}", self.prose("counted"), self.prose("grouped_alone")]
        if is_named:
            self.story.text.append(self.prose("most_alone"))

    def _few_numbers(self) -> None:
        for each in ("rows", "lowest", "middle", "highest"):
            self.figure(each)
        for figure, said in (("lowest", "key_lowest"), ("highest", "key_highest"), ("rows", "key_rows")):
            self.key(figure, said)
        self.story.text += [f"## {self.prose('value')}", self.prose("counted"), self.prose("spread", picture="")]

    def _numbers(self) -> None:
        if len(self.table.measures[0].values) < _FEWEST:
            self._few_numbers()
            return
        for each in ("rows", "lowest", "lower", "middle", "upper", "highest"):
            self.figure(each)
        for figure, said in (
            ("middle", "key_middle"),
            ("lowest", "key_lowest"),
            ("highest", "key_highest"),
            ("rows", "key_rows"),
        ):
            self.key(figure, said)
        names = {each: self.prefix + each for each in ("lowest", "lower", "middle", "upper", "highest")}
        box = self.picture("box", "box", **names)
        self.story.text += [
            f"## {self.prose('value')}",
            self.prose("counted"),
            " ".join([self.prose("spread", picture=f" (@fig-{box})"), self.prose("quartiles")]),
        ]
        self.shown("fig", box)
        apart = [each for each in self.table.measures if are_told_apart(each)]
        if apart:
            self.shown("tbl", self._summary(apart))

    def _summary(self, measures: Sequence[Column]) -> str:
        ds = self.table.name
        named = numbered(measures)
        spread = [
            f'"{name}": {ds}[{each.name!r}]{".dropna()" if each.has_gaps else ""}.quantile(SHARES)'
            for name, each in named.items()
        ]
        names = {"lowest": "key_lowest", "highest": "key_highest"}
        rows = {each: self.words[word] for each, word in names.items()}
        rows |= {each: self.words[each].partition(": ")[2].capitalize() for each in ("lower", "middle", "upper")}
        rows |= {each: rows[each].capitalize() for each in names}
        return self.function(
            self.story.tables,
            code.SUMMARY,
            "summary",
            said=self.in_code("summary"),
            heads=self._heads(named),
            returns=in_few_digits(named),
            head=self.words["statistic"],
            spread=", ".join(spread),
            **rows,
        )

    def _counted(self) -> None:
        self.figure("rows")
        self.key("rows", "key_rows")
        self.story.text.append(self.prose("counted"))
