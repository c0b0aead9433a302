"""The oracle that texts of random figures are held against: what was wrong once is wrong to it."""

from fractions import Fraction

from oracle import Formula, Stated, read, wrong_between, wrong_change, wrong_length, wrong_number, wrong_reach


def test_the_oracle_is_no_yes_man() -> None:
    """What was wrong once is wrong to it."""
    wrong_ones = {
        "value": "50,800", "about": "50,800", "range": "50,800", "about_change": "0%", "it_rose": "rose",
    }  # fmt: skip
    exact = Fraction(50_786)
    assert wrong_number(wrong_ones.__getitem__, "en", exact, (exact, exact), Fraction(1)) == (
        "50,800 hides that there is more"
    )
    between = {"range": "3.5 to 4.3", "between": "between 3.5 and 4.2"}
    assert wrong_between(between, "en") == "between 3.5 and 4.2 is not 3.5 to 4.3"
    assert wrong_between({"range": "53", "between": "between 53 and 53"}, "en") == "something lies between one end"
    rise = Fraction(2511, 2500) - 1
    assert wrong_change(wrong_ones.__getitem__, "en", rise, (rise, rise), "change") == "rose by 0%"


def test_the_oracle_counts_digits_and_measures_ranges() -> None:
    """A fourth digit, an end that is too far, and one that has a digit for nothing are wrong to it."""
    seventh, none = Fraction(1, 7), Fraction(1)
    assert wrong_length({"value": "0.1429", "about": "0.1429"}.__getitem__, "en", seventh, none, is_ratio=False) == (
        "0.1429 has more than three digits"
    )
    near = {"value": "1.0044", "about": "1.0044"}.__getitem__
    assert wrong_length(near, "en", Fraction(10043, 9999), none, is_ratio=True) == ""
    assert wrong_length(near, "en", Fraction(10043, 9999), none, is_ratio=False) == "1.0044 has more than three digits"
    ends = Fraction(3514, 1000), Fraction(4286, 1000)
    told = {text: wrong_reach({"about": "3.9", "range": text}.__getitem__, "en", ends, none) for text in (
        "3.5 to 4.3", "3.4 to 4.3", "3.51 to 4.29", "3.514 to 4.286"
    )}  # fmt: skip
    assert told == {
        "3.5 to 4.3": "",
        "3.4 to 4.3": "3.4 to 4.3 is wider than a tenth more than 3.514 to 4.286",
        "3.51 to 4.29": "3.51 to 4.29 has more digits than help",
        "3.514 to 4.286": "3.514 to 4.286 has more than one digit more than 3.9",
    }


def test_the_oracle_knows_where_a_nought_of_money_is_known() -> None:
    """Half of 830.4, to the nearest tenth, goes by steps of five cents; of a mean the cents are there for looks."""
    half = Formula("d", "n / 2", (Stated("n", "830.4", "USD", "0.1", "2024"),), "part")
    assert (half.ends, half.parted_to) == ((Fraction("415.175"), Fraction("415.225")), Fraction(1, 100))
    third = Formula("d", "n / 3", half.inputs, "part")
    assert third.parted_to == 0
    said = {"about": "about $415.20", "range": "$415.175 to $415.225"}.__getitem__
    assert wrong_reach(said, "en", half.ends, Fraction(1), half.parted_to) == ""
    assert wrong_reach(said, "en", half.ends, Fraction(1)) == (
        "$415.175 to $415.225 has more than one digit more than about $415.20"
    )


def test_the_oracle_reads_a_size_that_two_numbers_share() -> None:
    """In Spanish it is said once; a number with a size of its own keeps that, and one in full has none."""
    texts = ("1,64 a 2,31 millones", "entre -1,64 y 2,31 millones", "900 mil millones a 2 billones", "5 de 2 millones",
             "3.142.400 a 3,144 millones")  # fmt: skip
    assert [[each.value for each in read(text, "es")] for text in texts] == [
        [1_640_000, 2_310_000],
        [-1_640_000, 2_310_000],
        [900_000_000_000, 2_000_000_000_000],
        [5, 2_000_000],
        [3_142_400, 3_144_000],
    ]
