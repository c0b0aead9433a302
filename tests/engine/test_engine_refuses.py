"""What an engine is not asked: expressions of which two runs would not find the range, or that nothing here knows."""

from pathlib import Path

import pytest

from engine_briefs import FIELDS, computed, engine_brief, faults_of, function, told, trips
from statbrief.analysis.analysis import analyse
from statbrief.errors import StatbriefError

DERIVE = "take exact data, or give the sums, means and extremes as columns and derive the figure from that table"
KNOWN = "write it with comparisons, parts of texts and dates, and sums, means, counts, extremes and quantiles"
FARE = "trips.fare, which is rounded to 0.25"
EXACT = [{**each, "rounded_to": "exact"} if "rounded_to" in each else each for each in FIELDS]
REFUSED = {
    "a ratio of sums": ("trips.agg(it=_.fare.sum() / _.riders.sum())", f"divides {FARE}; {DERIVE}"),
    "a span": ("trips.agg(it=_.fare.max() - _.fare.min())", f"takes a difference of {FARE}; {DERIVE}"),
    "a difference in each row": ("trips.agg(it=(_.fare - 3).sum())", f"takes a difference of {FARE}; {DERIVE}"),
    "a share of each row": ("trips.mutate(it=_.fare / 2).agg(it=_.it.sum())", f"divides {FARE}; {DERIVE}"),
    "a product": ("trips.agg(it=(_.fare * _.riders).sum())", f"multiplies {FARE}; {DERIVE}"),
    "a filter by what is rounded": ("trips.filter(_.fare > 20).agg(it=_.count())", f"compares {FARE}; {DERIVE}"),
    "a condition by what is rounded": ("trips.agg(it=_.riders.sum(where=_.fare < 5))", f"compares {FARE}; {DERIVE}"),
    "a count of what is over something": ("trips.agg(it=(_.fare > 20).sum())", f"compares {FARE}; {DERIVE}"),
    "a group of what is rounded": ("trips.group_by('fare').agg(it=_.count())", f"groups by {FARE}; {DERIVE}"),
    "a class of what is rounded": (
        "trips.group_by(it=_.fare.round()).agg(n=_.count())",
        f"uses Round on {FARE}; {DERIVE}",
    ),
    "different values of what is rounded": (
        "trips.agg(it=_.fare.nunique())",
        f"counts the different values of {FARE}; {DERIVE}",
    ),
    "what is filled in": ("trips.agg(it=_.fare.fill_null(0).sum())", f"uses Coalesce on {FARE}; {DERIVE}"),
    "what is filled in in the table": (
        "trips.fill_null({'fare': 0}).agg(it=_.fare.sum())",
        f"uses FillNull, which is not known here; {KNOWN}",
    ),
    "what is cast": ("trips.agg(it=_.fare.cast('int64').sum())", f"casts {FARE}; leave it as it is"),
    "a size": ("trips.agg(it=_.fare.abs().sum())", f"uses Abs on {FARE}; {DERIVE}"),
    "the larger of two": (
        "trips.agg(it=ibis.greatest(_.fare, 0).sum())",
        f"uses Greatest, which is not known here; {KNOWN}",
    ),
    "a spread": ("trips.agg(it=_.fare.std())", f"uses StandardDev, which is not known here; {KNOWN}"),
    "what two columns have in common": (
        "trips.agg(it=_.fare.corr(_.distance))",
        f"uses Correlation, which is not known here; {KNOWN}",
    ),
    "what stands beside the largest": (
        "trips.agg(it=_.riders.argmax(_.fare))",
        f"uses ArgMax, which is not known here; {KNOWN}",
    ),
    "any of its values": ("trips.agg(it=_.fare.arbitrary())", f"uses Arbitrary, which is not known here; {KNOWN}"),
    "about a quantile": (
        "trips.agg(it=_.fare.approx_median())",
        f"uses ApproxMedian, which is not known here; {KNOWN}",
    ),
    "sums that go on": (
        "trips.mutate(it=_.fare.cumsum()).agg(it=_.it.max())",
        f"uses WindowFunction, which is not known here; {KNOWN}",
    ),
    "the first rows": ("trips.limit(10).agg(it=_.fare.sum())", f"uses Limit, which is not known here; {KNOWN}"),
    "a sample": ("trips.sample(0.1).agg(it=_.fare.sum())", f"uses Sample, which is not known here; {KNOWN}"),
    "rows that are there once": (
        "trips.distinct().agg(it=_.fare.sum())",
        f"uses Distinct, which is not known here; {KNOWN}",
    ),
    "chance": (
        "trips.filter(ibis.random() < 0.5).agg(it=_.count())",
        f"uses RandomScalar, which is not known here; {KNOWN}",
    ),
    "the clock": (
        "trips.filter(_.day < ibis.now().date()).agg(it=_.count())",
        f"uses TimestampNow, which is not known here; {KNOWN}",
    ),
    "a sum of sums": (
        "trips.group_by('region').agg(s=_.fare.sum()).agg(it=_.s.max())",
        f"takes the largest of what is computed of {FARE}; {DERIVE}",
    ),
    "rows": (
        "trips.select('region', 'fare')",
        (
            "returns rows of its tables, and no aggregate of them; return .group_by(…).agg(…) of it: "
            "a brief has tables of some rows"
        ),
    ),
    "a column": (
        "trips.region",
        "returns a column; return a table: trips.group_by('region').agg(n=trips.count())",
    ),
    "what is no expression": ("trips.columns", "returns a tuple; return an expression of the tables it is given"),
    "an order by what is computed": (
        "trips.group_by('region').agg(s=_.fare.sum()).order_by(_.s.desc())",
        (
            "orders rows by what it computes, whose rounding may decide that; "
            "order them by statbrief.tables.ranked, in a table of this one"
        ),
    ),
    "a choice by what is computed": (
        "trips.group_by('region').agg(n=_.count()).filter(_.n > 3)",
        "chooses rows by n, which it computes; choose rows by statbrief.tables, in a table of this one",
    ),
    "the largest alone": (
        "trips.group_by('region').agg(n=_.count()).order_by('region').limit(1)",
        f"uses Limit, which is not known here; {KNOWN}",
    ),
    "a key that is left out": (
        "trips.group_by('region', 'class').agg(n=_.count()).select('region', 'n')",
        "leaves out class, which tells its rows apart; keep what it groups by",
    ),
    "what comes after": (
        "trips.group_by('region').agg(n=_.riders.sum()).mutate(half=_.n / 2)",
        "computes half of what it has computed; derive it from the table that it returns",
    ),
    "what is executed": ("trips.agg(it=_.count()).execute()", None),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_has_no_range_of_two_runs_is_refused(tmp_path: Path, case: str) -> None:
    """Each is a fault with the function's line, which says what was found and what to do."""
    expression, message = REFUSED[case]
    own = "import ibis\n\n\n" + function(expression, ["region"])
    found = told(tmp_path, own, trips(20), period=None)
    assert len(found) == 1, found
    assert found[0].startswith("analysis/tables.py:")
    if message is None:
        assert "it: raises" in found[0]
    else:
        assert found[0].partition("it: ")[2] == message


@pytest.mark.parametrize(
    "expression",
    [
        "trips.group_by('region').agg(it=(_.riders * 2).sum())",
        "trips.filter(_.riders > 1).group_by('region').agg(it=_.riders.sum())",
        "trips.group_by('region').agg(it=(_.riders - 1).sum())",
        "trips.group_by(region=_.region.upper()).agg(it=_.riders.max())",
    ],
    ids=["twice", "filtered", "less one", "grouped by a part"],
)
def test_what_is_exact_may_be_computed_with(tmp_path: Path, expression: str) -> None:
    """Whole numbers that are exact may be compared and computed with."""
    if "- 1" in expression:  # of which one has a unit
        [found] = told(tmp_path, function(expression, ["region", "it"]))
        assert found.endswith("adds rider and a plain number; add what is in one unit")
        return
    found_here = computed(tmp_path, function(expression, ["region", "it"]), trips(50))
    assert all(each.half == 0 for each in found_here.computed.cells.values())  # type: ignore[union-attr]


def test_the_same_is_allowed_of_exact_numbers(tmp_path: Path) -> None:
    """A difference within each row is summed where the numbers are exact, as their sources state them."""
    asked = 'trips.group_by("region").agg(it=(_.fare.cast("decimal(18, 2)") - _.fare.cast("decimal(18, 2)")).sum())'
    [found] = told(tmp_path, function(asked, ["region", "it"]), trips(9), fields=EXACT)
    assert found.endswith(
        "takes a difference of trips.fare, cast to the place of 0.01; "
        "cast it where it is summed: trips.fare.cast('decimal(18, 2)').sum()"
    )
    asked = 'trips.filter(_.fare > 0).group_by("region").agg(it=_.fare.cast("decimal(18, 2)").sum())'
    data = trips(50)
    dataset = computed(tmp_path, function(asked, ["region", "it"]), data, fields=EXACT)
    wanted = data[data["fare"] > 0].groupby("region")["fare"].sum()
    assert {row["region"]: float(row["it"]) for row in dataset.rows} == wanted.to_dict()


def test_exact_binary_fractions_want_a_last_place(tmp_path: Path) -> None:
    """A sum of binary fractions depends on the order of rows, so it is refused until it is said where they end."""
    asked = function('trips.group_by("region").agg(it=_.fare.sum())', ["region", "it"])
    [found] = faults_of(tmp_path, asked, trips(20), fields=EXACT)
    assert found.found == "sums trips.fare, which is exact and kept in binary fractions"
    assert found.wanted == "say the step that it is rounded to, or which place is its last: .cast('decimal(18, 2)')"


def test_a_last_place_is_held_against_the_data(tmp_path: Path) -> None:
    """A quarter has no tenths: a cast to one digit would round in silence, and is a fault."""
    asked = function('trips.group_by("region").agg(it=_.fare.cast("decimal(18, 1)").sum())', ["region", "it"])
    [found] = faults_of(tmp_path, asked, trips(20), fields=EXACT)
    assert found.found == "computes it of trips.fare, which has numbers that are not known to 0.1"


@pytest.mark.parametrize("column", ["fare", "riders"])
def test_numbers_lie_on_their_steps(tmp_path: Path, column: str) -> None:
    """A number beside the steps that are declared is a fault: the range would not be what it is said to be."""
    data = trips(50)
    data[column] = data[column].astype("float64" if column == "fare" else "int64")
    data.loc[17, column] = 7.1 if column == "fare" else 11
    fields = [{**each, "rounded_to": 5} if each["name"] == "riders" else each for each in FIELDS]
    data["riders"] = data["riders"] if column == "riders" else 5
    asked = function(f'trips.agg(it=_["{column}"].max())', ["name", "it"])
    [found] = faults_of(tmp_path, asked, data, fields=fields)
    step = "0.25" if column == "fare" else "5"
    assert found.found == f"computes it of trips.{column}, which has numbers that are not rounded to {step}"


def test_a_missing_number_is_never_left_out_in_silence(tmp_path: Path) -> None:
    """A sum that leaves rows out says so; a filter is how."""
    data = trips(50)
    data.loc[[3, 4], "fare"] = None
    asked = "trips.agg(it=_.fare.sum())"
    [found] = faults_of(tmp_path, function(asked, ["name", "it"]), data)
    assert found.found == "computes it of trips.fare, which has no value in 2 rows"
    assert found.wanted == "say that they are left out: .filter(_.fare.notnull())"
    asked = "trips.filter(_.fare.notnull()).agg(it=_.fare.sum())"
    dataset = computed(tmp_path, function(asked, ["name", "it"]), data)
    assert float(dataset.rows[0]["it"]) == data["fare"].sum()
    assert dataset.computed is not None
    assert dataset.computed.cells["it", 0].rows == 48


def test_a_result_is_small(tmp_path: Path) -> None:
    """A table of a brief has some rows: of one number each, 2,000 at most."""
    data = trips(2_001).assign(region=[f"R{each}" for each in range(2_001)])
    asked = function('trips.group_by("region").agg(it=_.count())', ["region", "it"])
    [found] = faults_of(tmp_path, asked, data)
    assert (found.found, found.wanted) == (
        "gives more than 2000 rows",
        "a brief has tables of some rows: group by less",
    )


RENAME = "call it by small letters, digits and _: .agg(trips=_.count()), .group_by(vendor='VendorID')"
OTHERS = {
    "a name that Ibis finds": (
        "trips.group_by('region').count()",
        f"has a column that is called CountStar(trips); {RENAME}",
    ),
    "a name in capitals": (
        "trips.group_by(Region='region').agg(n=_.count())",
        f"has a column that is called Region; {RENAME}",
    ),
    "a number that is typed": (
        "trips.mutate(seven=ibis.literal(7)).agg(it=_.seven.max())",
        "takes the largest of 7, which rests on none of its tables; take a column",
    ),
    "a median of days": (
        "trips.agg(it=_.day.median())",
        "takes the median of trips.day, which is of type date; it is for numbers",
    ),
    "a quotient of exact numbers": (
        "trips.agg(it=(_.riders / _.riders).sum())",
        (
            "sums trips.riders, which is exact and kept in binary fractions; "
            "say the step that it is rounded to, or which place is its last: .cast('decimal(18, 2)')"
        ),
    ),
    "another table": (
        "ibis.table({'n': 'int64'}, name='others').agg(it=_.n.sum())",
        f"uses UnboundTable, which is not known here; {KNOWN}",
    ),
}


@pytest.mark.parametrize("case", OTHERS)
def test_columns_have_names_and_rest_on_the_tables(tmp_path: Path, case: str) -> None:
    """What is typed, what no whole numbers and steps are counted in, and what has no name of its own is refused."""
    expression, message = OTHERS[case]
    own = "import ibis\n\n\n" + function(expression, ["region"])
    [found] = told(tmp_path, own, trips(20), period=None)
    assert found.partition("it: ")[2] == message


def test_temperatures_are_not_summed(tmp_path: Path) -> None:
    """The zero of degrees is not nothing: they have a mean, and no sum."""
    fields = [{**each, "unit": "degC"} if each["name"] == "fare" else each for each in FIELDS]
    [found] = told(tmp_path, function("trips.agg(it=_.fare.sum())", ["name", "it"]), trips(20), fields=fields)
    wanted = "take its mean, its extremes or its quantiles"
    assert found.endswith(f"it: sums trips.fare, whose zero is not nothing; {wanted}")
    means = function("trips.agg(it=_.fare.mean())", ["name", "it"])
    assert computed(tmp_path, means, trips(20), fields=fields).rows[0]["it"]


@pytest.mark.parametrize("file", ["derived", "checks", "charts"])
def test_other_functions_are_told_to_take_the_table(tmp_path: Path, file: str) -> None:
    """What is larger than memory is given to functions of tables alone."""
    folder = engine_brief(tmp_path)
    (folder / f"analysis/{file}.py").write_text('def it(trips):\n    """It\n\n    It."""\n    return trips\n', "utf-8")
    with pytest.raises(StatbriefError) as error:
        analyse(folder, "en")
    assert str(error.value) == (
        f"analysis/{file}.py:1: it: takes trips, which the engine reads; "
        "let a function of analysis/tables.py make a table of it, and take that"
    )
