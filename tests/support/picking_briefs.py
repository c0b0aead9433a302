"""Small briefs whose functions pick a month, or a country, as analysts write it: by size, or by a condition."""

import json
from textwrap import dedent, indent

HEAD = """import collections
import heapq
from functools import reduce
from itertools import pairwise, takewhile

import numpy as np
import pandas as pd
from statbrief.tables import top


def _largest(numbers, how=lambda column: column.sort_values(ascending=False).index[0]):
    return how(numbers)


def _first_by_rank(numbers, rank):
    return numbers.index[numbers.rank(ascending=False, method="first") == rank][0]


def _rose(numbers, month):
    return numbers[month] > numbers[month - 1]


def _is_more(numbers, one, other):
    return numbers[one] > numbers[other]


def _larger(numbers, one, other):
    if numbers[other] > numbers[one]:
        return other
    return one


def _above(numbers, one):
    return sum(numbers[other] > numbers[one] for other in numbers.index)


def _as_many_above(numbers, one):
    return (numbers > numbers[one]).sum()


def _best(numbers, names):
    if len(names) == 1:
        return names[0]
    rest = _best(numbers, names[1:])
    if numbers[names[0]] > numbers[rest]:
        return names[0]
    return rest

"""
OF = 'numbers = table["arrests"].pint.magnitude'


def package(key: dict[str, object], step: object) -> str:
    """What describes a table of arrests by month, or by country."""
    arrests = {"name": "arrests", "type": "number", "unit": "arrest", "rounded_to": step}
    known = {"name": "table", "path": "table.csv", "title": "Counts", "source": "agency", "period": "2023"}
    schema = {"primaryKey": [key["name"]], "fields": [key, arrests]}
    return json.dumps({"name": "brief", "resources": [{**known, "schema": schema}]})


MONTH: dict[str, object] = {"name": "month", "type": "yearmonth"}
COUNTRY: dict[str, object] = {"name": "country", "type": "string"}


def brief_of(bodies: dict[str, str], numbers: dict[str, float], step: object = "exact") -> dict[str, str]:
    """The files of a brief with a function for each body, of numbers by month or by country."""
    key = MONTH if next(iter(numbers)).startswith("2") else COUNTRY
    code = HEAD
    for place, body in enumerate(bodies.values()):
        lines = dedent(body).strip() if "\n" in body else f"return {body}"
        code += f'\ndef it_{place}(table):\n    """It"""\n    {OF}\n{indent(lines, "    ")}\n\n'
    rows = "".join(f"{name},{number}\n" for name, number in numbers.items())
    dataset = f"{key['name']},arrests\n{rows}"
    return {"figures": "", "derived": code, "dataset": dataset, "package": package(key, step)}


def by_month(*numbers: float) -> dict[str, float]:
    """Numbers of the first months of 2023."""
    return {f"2023-{month:02}": number for month, number in enumerate(numbers, start=1)}


HIGHEST = {
    "grouped by the numbers": 'numbers.reset_index().groupby("arrests")["month"].first().iloc[-1]',
    "grouped, the last of a group": 'numbers.reset_index().groupby("arrests")["month"].last().iloc[-1]',
    "grouped by a column of them": """
        frame = table.reset_index().assign(number=numbers.to_numpy())
        return frame.groupby("number")["month"].first().iloc[-1]""",
    "grouped, by": 'numbers.reset_index().groupby(by="arrests")["month"].first().iloc[-1]',
    "grouped by an array": 'table.reset_index()["month"].groupby(numbers.to_numpy()).first().iloc[-1]',
    "groups, one by one": 'list(numbers.reset_index().groupby("arrests"))[-1][1]["month"].iloc[0]',
    "one group": 'numbers.reset_index().groupby("arrests").get_group(numbers.max())["month"].iloc[0]',
    "pivoted": """
        found = numbers.reset_index().pivot_table(index="arrests", values="month", aggfunc="first")
        return found["month"].iloc[-1]""",
    "pivoted into columns": """
        frame = numbers.reset_index().assign(one=1)
        return frame.pivot_table(index="one", columns="arrests", values="month", aggfunc="first").iloc[0].iloc[-1]""",
    "numbers as an index": "pd.Series(numbers.index, index=numbers.to_numpy()).groupby(level=0).first().iloc[-1]",
    "an index that is given": """
        months = pd.Series(numbers.index)
        months.index = numbers.to_numpy()
        return months.sort_index().iloc[-1]""",
    "set_axis": "pd.Series(numbers.index).set_axis(numbers.to_numpy()).sort_index().iloc[-1]",
    "set_index": 'numbers.reset_index().set_index("arrests").sort_index()["month"].iloc[-1]',
    "unique, where first": "table.index[np.unique(numbers.to_numpy(), return_index=True)[1][-1]]",
    "unique, the other way": """
        places = np.unique(numbers.to_numpy(), return_inverse=True)[1]
        return table.index[list(places).index(places.max())]""",
    "how many are above, loops": """
        for month in table.index:
            above = 0
            for other in table.index:
                if numbers[other] > numbers[month]:
                    above += 1
            if above == 0:
                return month""",
    "how many are above, summed":
        "[p for p in table.index if sum(numbers[q] > numbers[p] for q in table.index) == 0][0]",
    "how many are above, listed":
        "[p for p in table.index if len([q for q in table.index if numbers[q] > numbers[p]]) == 0][0]",
    "how many are above, of a column": "[p for p in table.index if (numbers > numbers[p]).sum() == 0][0]",
    "by how much": "[p for p in table.index if (numbers - numbers[p] > 0).sum() == 0][0]",
    "none is above": "[p for p in table.index if not (numbers > numbers[p]).any()][0]",
    "none is above, next": "next(p for p in table.index if not any(numbers[q] > numbers[p] for q in table.index))",
    "all others are not": """
        for month in table.index:
            others = numbers.drop(month)
            if (others > numbers[month]).sum() == 0:
                return month""",
    "each with each": "table.index[(numbers.to_numpy()[:, None] < numbers.to_numpy()).sum(axis=1) == 0][0]",
    "outer": "table.index[np.greater.outer(numbers.to_numpy(), numbers.to_numpy()).sum(axis=0) == 0][0]",
    "a function that counts": "[p for p in table.index if _above(numbers, p) == 0][0]",
    "one of columns": "[p for p in table.index if _as_many_above(numbers, p) == 0][0]",
    "applied": "numbers.index[numbers.apply(lambda number: (numbers > number).sum()) == 0][0]",
    "a function that sorts": "_largest(numbers)",
    "a function that is given": "_largest(numbers, lambda column: column.idxmax())",
    "a function that ranks": "_first_by_rank(numbers, 1)",
    "sort_values of a table": 'numbers.reset_index().sort_values("arrests", ascending=False)["month"].iloc[0]',
    "nlargest of a table": 'numbers.reset_index().nlargest(1, "arrests")["month"].iloc[0]',
    "least rank": 'numbers.index[numbers.rank(method="min", ascending=False) == 1][0]',
    "dense rank": 'numbers.index[numbers.rank(method="dense", ascending=False) == 1][0]',
    "there and back": "(numbers.idxmax() + 1) - 1",
    "the best so far": """
        best = table.index[0]
        for month in table.index:
            if numbers[month] > numbers[best]:
                best = month
        return best""",
    "the best so far, and its number": """
        best, top = None, 0
        for month, number in numbers.items():
            if number > top:
                best, top = month, number
        return best""",
    "the best so far, skipped": """
        best, top = None, 0
        for month, number in numbers.items():
            if number <= top:
                continue
            best, top = month, number
        return best""",
    "the best so far, in a list": """
        best = []
        for month in table.index:
            if not best or numbers[month] > numbers[best[-1]]:
                best.append(month)
        return best[-1]""",
    "the best so far, in a dict": """
        state = {"number": 0}
        for month, number in numbers.items():
            if number > state["number"]:
                state.update(month=month, number=number)
        return state["month"]""",
    "the best so far, by difference": """
        best = table.index[0]
        for month in table.index:
            more = numbers[month] - numbers[best]
            if more > 0:
                best = month
        return best""",
    "the best so far, asked of a function": """
        best = table.index[0]
        for month in table.index:
            if _is_more(numbers, month, best):
                best = month
        return best""",
    "the larger of two, each time": """
        best = table.index[0]
        for month in table.index:
            best = _larger(numbers, best, month)
        return best""",
    "while": """
        place = best = 0
        while place < len(table.index):
            if numbers.iloc[place] > numbers.iloc[best]:
                best = place
            place += 1
        return table.index[best]""",
    "sorted by hand": """
        items = list(numbers.items())
        for _ in items:
            for place in range(len(items) - 1):
                if items[place][1] < items[place + 1][1]:
                    items[place], items[place + 1] = items[place + 1], items[place]
        return items[0][0]""",
    "a function of itself": "_best(numbers, list(table.index))",
    "reduce": "reduce(lambda one, other: other if numbers[other] > numbers[one] else one, table.index)",
    "top": 'top(table, "arrests", 1).index[0]',
    "heapq": "heapq.nlargest(1, table.index, key=numbers.get)[0]",
    "most_common": "collections.Counter(dict(numbers)).most_common(1)[0][0]",
    "a dict by number": "{number: month for month, number in numbers.items()}[numbers.max()]",
    "a dict by number, filled one by one": """
        found = {}
        for month, number in numbers.items():
            found[number] = month
        return found[numbers.max() if len(found) else 0]""",
    "a dict of pairs": """
        found = dict(zip(numbers, numbers.index))
        return found[sorted(found)[-1]]""",
    "eval": 'eval("numbers.idxmax()")',
    "exec": """
        known = {"numbers": numbers}
        exec("month = numbers.idxmax()", known)
        return known["month"]""",
    "pandas' eval": 'numbers[pd.eval("numbers == numbers.max()")].index[0]',
    "eval of a table": 'numbers.to_frame().eval("arrests == arrests.max()").idxmax()',
    "query": 'numbers.to_frame().query("arrests == arrests.max()").index[0]',
    "query of what is known": """
        top = numbers.max()
        return numbers.to_frame().query("arrests >= @top").index[0]""",
    "getattr": 'getattr(numbers, "idx" + "max")()',
    "method": """
        pick = numbers.idxmax
        return pick()""",
}  # fmt: skip
"""What finds the highest month, or the first or last of several."""

LAST_RISE = {
    "pairs": """
        last = None
        for before, month in pairwise(table.index):
            if numbers[month] > numbers[before]:
                last = month
        return last""",
    "the month before": """
        last = None
        for month in table.index[1:]:
            if numbers[month] > numbers[month - 1]:
                last = month
        return last""",
    "backwards": """
        for month in reversed(table.index[1:]):
            if numbers[month] > numbers[month - 1]:
                return month""",
    "what came before": """
        last, before = None, None
        for month, number in numbers.items():
            if before is not None and number > before:
                last = month
            before = number
        return last""",
    "the change": """
        last = None
        for month in table.index[1:]:
            change = numbers[month] - numbers[month - 1]
            if change > 0:
                last = month
        return last""",
    "a list": """
        rises = []
        for before, month in zip(table.index, table.index[1:]):
            if numbers[month] > numbers[before]:
                rises.append(month)
        return rises[-1] if rises else None""",
    "places": """
        last = 0
        for place in range(1, len(numbers)):
            if numbers.iloc[place] > numbers.iloc[place - 1]:
                last = place
        return table.index[last]""",
    "while": """
        month = table.index[-1]
        while numbers[month] <= numbers[month - 1]:
            month -= 1
        return month""",
    "while not": """
        month = table.index[-1]
        while not numbers[month] > numbers[month - 1]:
            month = month - 1
        return month""",
    "skipped": """
        last = None
        for before, month in pairwise(table.index):
            if numbers[month] <= numbers[before]:
                continue
            last = month
        return last""",
    "changes": """
        for month, change in reversed(list(numbers.diff().items())):
            if change > 0:
                return month""",
    "a comprehension": "[month for before, month in pairwise(table.index) if numbers[month] > numbers[before]][-1]",
    "next": "next(month for month in reversed(table.index[1:]) if numbers[month] > numbers[month - 1])",
    "the last of months": "max(month for month in table.index[1:] if numbers[month] > numbers[month - 1])",
    "the last of sorted ones": "sorted([p for p in table.index[1:] if numbers[p] > numbers[p - 1]])[-1]",
    "a function": "[month for month in table.index[1:] if _rose(numbers, month)][-1]",
    "takewhile":
        "list(takewhile(lambda p: p == table.index[0] or numbers[p] > numbers[p - 1], table.index))[-1]",
    "query": 'numbers.to_frame("now").assign(before=numbers.shift(1)).query("now > before").index[-1]',
    "query of changes": 'numbers.diff().reset_index().query("arrests > 0")["month"].iloc[-1]',
    "the last of a column": """
        frame = numbers.diff().reset_index()
        return frame.loc[frame["arrests"] > 0, "month"].max()""",
    "a condition by name": """
        rose = numbers.diff() > 0
        return rose[::-1].idxmax()""",
    "a function of rows": "numbers.diff().loc[lambda change: change > 0].index[-1]",
    "applied": "numbers.diff().apply(lambda change: change > 0)[::-1].idxmax()",
    "where": "numbers.diff().where(lambda change: change > 0).dropna().index[-1]",
    "numpy": "table.index[1:][np.flatnonzero(np.diff(numbers.to_numpy()) > 0)[-1]]",
    "signs": "numbers.index[np.sign(numbers.diff()) == 1][-1]",
    "grouped by month": """
        totals = numbers.groupby("month").sum()
        return totals[totals.diff() > 0].index[-1]""",
}  # fmt: skip
"""What finds the last month in which the numbers rose."""
