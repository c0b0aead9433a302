"""English: what the first draft of a brief says: prose, labels, captions, heads, and what is to be filled in.

Names of the data stand for themselves, before a colon or in brackets, so that no sentence needs to know whether they
are of one thing or of several. ``$label`` and the like are filled in, and of ``<now.value>`` a variable is made.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "now": "$label, {period_name}",
    "before": "$label: change on the period before",
    "first": "$label: first",
    "highest": "$label: largest",
    "lowest": "$label: smallest",
    "when_highest": "$label: when largest",
    "when_lowest": "$label: when smallest",
    "latest_period": "Latest period",
    "count": "$group: how many",
    "largest": "$label: largest of all",
    "of_largest": "$label: number of the largest",
    "smallest": "$label: smallest of all",
    "of_smallest": "$label: number of the smallest",
    "unranked": "$group: how many without a number",
    "which_unranked": "$group: which without a number",
    "rows": "Rows",
    "groups": "$group: how many different ones",
    "most": "$group: which comes most often",
    "of_most": "$group: rows of the most frequent",
    "lower": "$label: lower quartile",
    "middle": "$label: median",
    "upper": "$label: upper quartile",
    "recent": "$title: the latest periods",
    "ranking": "$label by $of_group, {latest_period:period_name}",
    "ranking_names": "$label by $of_group",
    "order": "In the order of the numbers as stated, largest on top.",
    "frequencies": "Rows by $of_group",
    "summary": "$title: smallest, quartiles, median and largest",
    "others": "All others",
    "period": "Period",
    "statistic": "Statistic",
    "value": "$label",
    "alternative_trend": "A line from {first:period} to {now:period}, which ends at {now:value}.",
    "alternative_bars": "Bars of the largest, in the order of the table.",
    "alternative_box": "A box from the lower to the upper quartile, parted at the median, with lines to both ends.",
    "chart_trend": "$label to {now:period}.",
    "chart_bars": "$label by $of_group, the largest.",
    "chart_frequencies": "Rows by $of_group.",
    "chart_box": "$label: how the numbers are spread.",
    "title_trend": "$label, {now:value} {now:in_period}",
    "title_bars": "$label by $of_group",
    "title_frequencies": "Rows by $of_group",
    "title_box": "$label: from the smallest to the largest",
    "measure": "$label",
    "measure_frequencies": "Number of rows",
    "where": "Where the numbers come from",
    "figures": "The figures of this brief.",
    "all_of": "Table",
    "key_now": "$label, <now.period_name>",
    "key_before": "change since <before.period_first>",
    "key_highest": "largest",
    "key_lowest": "smallest",
    "key_of_largest": "$label, largest: <largest.name>",
    "key_of_smallest": "$label, smallest: <smallest.name>",
    "key_count": "in all, by $of_group",
    "key_rows": "rows",
    "key_groups": "different values of $of_group",
    "key_of_most": "rows of the most frequent: <most.name>",
    "key_of_most_tied": "most rows of one",
    "key_middle": "median: $label",
    "series": "The data begin <first.in_period>, at <first.value>, and end <now.in_period>, "
    "at <now.value> (@fig-$trend). From <before.period_first> to <before.period_last> "
    "the change is <before.value>.",
    "of_known": " of those that are known",
    "extremes": "The largest number$of_known is <highest.value>$when_highest, the smallest <lowest.value>$when_lowest.",
    "ranked": "The data have <count.value> rows$in_period, one for each $of_group. The largest number$of_known is "
    "<of_largest.value>$largest, the smallest <of_smallest.value>$smallest. "
    "@tbl-$ranking has the largest, and @fig-$bars shows them.",
    "without": "Without a number$in_period, and so in neither: <unranked.value>$names.",
    "first_ranks": ": the largest",
    "left_out": "; left out without a number: {unranked:value}",
    "grouped": "The data have <rows.value> rows, with <groups.value> different values of $of_group. The most "
    "rows, <of_most.value>, are of <most.name> (@tbl-$frequencies, @fig-$bars).",
    "grouped_alone": "They have <groups.value> different values of $of_group. The most rows of one are "
    "<of_most.value>.",
    "most_alone": "Most often comes <most.name>.",
    "grouped_tied": "The data have <rows.value> rows, with <groups.value> different values of $of_group. The most "
    "rows of one are <of_most.value> (@tbl-$frequencies, @fig-$bars).",
    "spread": "$label: the numbers lie from <lowest.value> to <highest.value>, and the median is "
    "<middle.value>$picture.",
    "quartiles": "The lower quartile is <lower.value>, the upper <upper.value>.",
    "counted": "The data have <rows.value> rows.",
    "reported": "A first figure",
    "reported_label": "What the number counts",
    "reported_note": "take this row as an example: write what your source says",
    "reported_text": "The first figure is <first_figure.value>. It stands in a row of the reported figures, "
    "with its unit, its rounding and its source; write your own there.",
    "makes": "$title: $file of source/, as this brief reads it",
    "lacking": "some lack rows that others have: $periods; add what was left out, or confirm that there are none",
    "left_codes": "no figure is of what is taken for codes: $names; what measures something needs unit and rounding",
    "left_measures": "no figure is of these measures yet: $names; give each a unit and a rounding to use it",
    "not_available": "$texts stand for no value",
    "chart": "Chart",
    "table": "Table",
    "chart_within": "Chart",
    "table_within": "Table",
    "sources": """\
% Who says so. Fill in this entry, take the % signs away, and write its key, $key, in the place
% of the question mark that stands for the source.
%
% @misc{$key,
%   author = {{Name of the agency}},
%   title = {Title of the table},
%   date = {2024-05-31},
%   url = {https://example.org/},
% }
""",
}
