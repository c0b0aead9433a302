"""The functions of a first draft: what is computed, tabulated and drawn of a table, as Python to go on with.

``$x`` are filled in by `story`: names, columns as Python writes them, labels. `${rows}` is the column of the measure in
the rows that count, `${known}` what leaves out cells without a value, where there are such.
"""

from __future__ import annotations

from collections.abc import Mapping

_ALL_WITH = "numbers = {rows}$known.pint.magnitude\n    return list(numbers.index[numbers == numbers.{end}()])"
FIGURES: Mapping[str, str] = {
    "now": "return ${ds}[$column]$known.iloc[-1]",
    "first": "return ${ds}[$column]$known.iloc[0]",
    "before": "numbers = ${ds}[$column]$known\n    return numbers.iloc[-1] - numbers.iloc[-2]",
    "highest": "return ${ds}[$column]$known.max()",
    "lowest": "return ${ds}[$column]$known.min()",
    "when_highest": _ALL_WITH.format(rows="${ds}[$column]", end="max"),
    "when_lowest": _ALL_WITH.format(rows="${ds}[$column]", end="min"),
    "latest_period": "return latest($ds)",
    "count": "return len($rows)",
    "of_largest": "return $rows$known.max()",
    "of_smallest": "return $rows$known.min()",
    "largest": _ALL_WITH.format(rows="$rows", end="max"),
    "smallest": _ALL_WITH.format(rows="$rows", end="min"),
    "unranked": "return len($names.difference($rows$known.index))",
    "which_unranked": "return list($names.difference($rows$known.index))",
    "rows": "return len($ds)",
    "groups": "return int(${ds}[$group_column]$group_known.nunique())",
    "most": "times = ${ds}[$group_column]$group_known.value_counts()\n"
    "    return list(times.index[times == times.max()])",
    "of_most": "return int(${ds}[$group_column]$group_known.value_counts().max())",
    "lower": "return ${ds}[$column]$known.quantile(0.25)",
    "middle": "return ${ds}[$column]$known.quantile(0.5)",
    "upper": "return ${ds}[$column]$known.quantile(0.75)",
}
"""What the body of each figure's function is."""
RETURNS: Mapping[str, str] = {
    "when_highest": ' -> "period, as stated"',
    "when_lowest": ' -> "period, as stated"',
    "largest": ' -> "name, as stated"',
    "smallest": ' -> "name, as stated"',
    "which_unranked": ' -> "name, or none"',
}
FIGURE = '''def $name($given)$returns:
    """$said"""
    $body
'''
RECENT = '''def $name($ds)$returns:
    """$said

    period: $head
    $heads
    """
    latest_rows = $ds[[$columns]].tail($many)
    return latest_rows.set_axis([$names], axis=1).rename_axis("period")
'''
RANKING = '''def $name($given$also)$returns:
    """$said

    $order

    $index: $head
    value: $value
    """
    return top(pd.DataFrame({"value": $rows$known}).rename_axis("$index"), "value", $many)
'''
FREQUENCIES = '''def $name($ds):
    """$said

    $index: $head
    rows: $value$others
    """
    times = pd.DataFrame({"rows": ${ds}[$group_column]$group_known.value_counts()}).rename_axis("$index")
    return $chosen
'''
SUMMARY = '''def $name($ds)$returns:
    """$said

    name: $head
    $heads
    lowest: $lowest
    lower: $lower
    middle: $middle
    upper: $upper
    highest: $highest
    """
    spread = {$spread}
    return pd.DataFrame({name: each.set_axis(NAMES) for name, each in spread.items()}).rename_axis("name")
'''
TREND = '''def $name($ds, $first, $now, words):
    """$caption

    $alternative

    title: $title
    measure: $measure
    """
    numbers = ${ds}[$column]$known$converted.pint.magnitude
    places = [each.ordinal for each in numbers.index]
    years = [each.year for each in numbers.index]
    ticks, texts = _ticks(float(numbers.min()), float(numbers.max()), words)
    left, right = (0.1 + width(each) / 2 for each in (f"{$first:period_short}", f"{$now:period_short}"))
    left = max(0, left - max(map(width, texts)))
    picture, axes = headed(
        words.said("title"), words.said("measure"), height=1.2, below=0.25, left=left, right=right
    )
    axes.set_ylim(ticks[0], ticks[-1])
    scale(axes, ticks, texts)
    axes.plot(places, list(numbers), color=PALETTE[0])
    starts = [place for place, year in enumerate(years) if place and year != years[place - 1]]
    if len(starts) < FEW_YEARS:
        axes.set_xticks([places[0], places[-1]], labels=[f"{$first:period_short}", f"{$now:period_short}"])
    else:
        step = next(each for each in (1, 2, 5, 10, 20, 50, len(starts)) if each * MANY_YEARS > len(starts))
        some = [each for each in starts if years[each] % step == 0] or starts[::step]
        beneath(axes, [places[each] for each in some], [str(years[each]) for each in some])
    return picture
'''
BARS = '''def $name($table$also, words):
    """$caption

    $alternative

    title: $title
    measure: $measure
    """
    numbers = [float(each) for each in $numbers]
    texts, names = words.cells($table, $value), words.cells($table, "$index")
    beside = max(map(width, texts)) + 0.1
    below_zero = beside if min(numbers) < 0 else 0
    parted = [wrapped(each, min(COLUMN / 2, COLUMN - below_zero - beside - BARS - 0.1)) for each in names]
    left = max(width(line) for lines in parted for line in lines) + 0.1
    row = 0.08 + 0.12 * max(map(len, parted))
    picture, axes = headed(
        words.said("title"), words.said("measure"), height=row * len(numbers), left=left + below_zero, right=beside
    )
    axes.set_xlim(min(*numbers, 0), max(*numbers, 0) or 1)
    axes.set_ylim(len(numbers) - 0.5, -0.5)
    axes.barh(range(len(numbers)), numbers, height=0.6, color=PALETTE[0])
    for place, (number, text) in enumerate(zip(numbers, texts, strict=True)):
        beyond(axes, text, number, place)
    axes.set_yticks(range(len(names)), labels=["\\n".join(lines) for lines in parted])
    axes.tick_params(axis="y", pad=3 + below_zero * 72)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return picture
'''
BOX = '''def $name($lowest, $lower, $middle, $upper, $highest, words):
    """$caption

    $alternative

    title: $title
    measure: $measure
    """
    start, end = $lowest.value, $highest.value
    ticks, texts = _ticks(start, end, words)
    beside = 0.1 + max(map(width, texts)) / 2
    picture, axes = headed(
        words.said("title"), words.said("measure"), height=0.4, below=0.25, left=beside, right=beside
    )
    axes.set_ylim(-1, 1)
    axes.set_xlim(start, end if end > start else start + 1)
    axes.plot([start, $lower.value], [0, 0], color=INK, linewidth=1)
    axes.plot([$upper.value, end], [0, 0], color=INK, linewidth=1)
    axes.barh([0], [$upper.value - $lower.value], left=$lower.value, height=1, color=PALETTE[0])
    axes.plot([$middle.value, $middle.value], [-0.5, 0.5], color="white", linewidth=1.5)
    axes.set_yticks([])
    within = [place for place, each in enumerate(ticks) if start <= each <= end]
    beneath(axes, [ticks[each] for each in within], [texts[each] for each in within])
    return picture
'''
TICKS = '''def _ticks(low, high, words):
    """Few round numbers from below `low` to above `high`, and their texts, all with as many decimals."""
    low, high = (low - 1, high + 1) if low == high else (low, high)
    ticks = [round(float(each), 9) for each in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high)]
    numbers = [Decimal(str(each)).normalize() for each in ticks]
    step = Decimal(1).scaleb(min(0, *(int(each.as_tuple().exponent) for each in numbers)))
    return ticks, [words.digits(each, step) for each in numbers]
'''
DERIVED_HEAD = '"""The figures of this brief: one function each, its docstring the label."""\n'
TABLES_HEAD = '"""The tables of this brief."""\n'
CHARTS_HEAD = '"""The charts of this brief."""\n'
IMPORTS: Mapping[str, str] = {
    "Decimal": "from decimal import Decimal\n",
    "pd": "import pandas as pd",
    "MaxNLocator": "from matplotlib.ticker import MaxNLocator\n",
    "latest": "from statbrief.periods import latest",
    "top": "from statbrief.tables import top",
}
"""Lines of import by the name that they bring, in the order in which they stand."""
DRAWING = ("COLUMN", "INK", "PALETTE", "beneath", "beyond", "headed", "scale", "width", "wrapped")
"""What charts take from `statbrief.drawing`."""
CONSTANTS: Mapping[str, str] = {
    "SHARES": "SHARES = [0, 0.25, 0.5, 0.75, 1]",
    "NAMES": 'NAMES = ["lowest", "lower", "middle", "upper", "highest"]',
    "BARS": "BARS = 0.7  # inches",
    "FEW_YEARS": "FEW_YEARS = 4",
    "MANY_YEARS": "MANY_YEARS = 8",
}
"""What functions name beside their inputs."""
_ESCAPED = {"\\": "\\\\", '"""': '\\"\\"\\"', "{": "(", "}": ")"}
"""What stands in docstrings for what Python, or whoever fills in figures, would take for its own."""


def in_docstring(text: str) -> str:
    """A text of the data as a docstring has it."""
    for sign, written in _ESCAPED.items():
        text = text.replace(sign, written)
    return text
