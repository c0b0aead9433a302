"""Formulas: what is arithmetic is evaluated and written, everything else is refused."""

import ast
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.arithmetic.formulas import FormulaError, evaluate, expression_of, names, parse, written

VALUES = {"a": 26.0, "b": 53.0, "c": 4.0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a / b", 26 / 53),
        ("(b - a) / b", 27 / 53),
        ("b - (a - c)", 53 - (26 - 4)),
        ("-a + 2 * c ** 2", -26 + 2 * 16),
        ("max(a, b, c) - min(a, b)", 53 - 26),
        ("abs(a - b)", 27),
        ("max(a)", 26),
    ],
)
def test_arithmetic_is_evaluated(text: str, expected: float) -> None:
    """A formula comes to what Python makes of it."""
    assert evaluate(parse(text), VALUES) == expected


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "a.real",
        "a[0]",
        "[a for a in b]",
        "(lambda: 1)()",
        "a if b else c",
        "a and b",
        "a < b",
        "a := 1",
        "f'{a}'",
        "True",
        "1j",
        "'a' * 9",
        "min(key=a)",
        "sum(a)",
        "min()",
        "a // b",
        "1e999",
        "",
        "a +",
        "\x00",
        "9" * 3000,
    ],
)
def test_what_is_not_arithmetic_is_refused(text: str) -> None:
    """Nothing but numbers, names, five operations and three functions is a formula."""
    with pytest.raises(FormulaError):
        parse(text)


@pytest.mark.parametrize("text", ["(" * 500 + "a" + ")" * 500, "-" * 500 + "a", "+".join(["a"] * 500)])
def test_a_deep_formula_is_refused(text: str) -> None:
    """Depth is bounded before anything is computed."""
    with pytest.raises(FormulaError, match=r"levels|not arithmetic"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a / (b - 53)", "does not come to a number"),
        ("a ** 1000", "an exponent out of bounds"),
        ("9 ** 9 ** 9", "an exponent out of bounds"),
        ("(0 - a) ** 0.5", "does not come to a number"),
        ("(b * 1e290) ** 90", "does not come to a number"),
        ("d", "'d' has no value"),
    ],
)
def test_a_formula_without_a_value_says_so(text: str, message: str) -> None:
    """Neither a division by zero nor a giant power gets further."""
    with pytest.raises(FormulaError, match=message):
        evaluate(parse(text), VALUES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a / b", "26 ÷ 53"),
        ("(b - a) / b", "(53 − 26) ÷ 53"),
        ("b - (a - c)", "53 − (26 − 4)"),
        ("b - a - c", "53 − 26 − 4"),
        ("a / (b * c)", "26 ÷ (53 × 4)"),
        ("-a * c ** 2", "−26 × 4^2"),
        ("(-a) ** 2", "(−26)^2"),
        ("max(a, b)", "max(26, 53)"),
    ],
)
def test_a_formula_is_written_as_people_write_it(text: str, expected: str) -> None:
    """Values stand in the place of names; brackets only where they are needed."""
    texts = {name: f"{value:g}" for name, value in VALUES.items()}
    assert written(parse(text), texts, lambda value: f"{value:g}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a - b", "21.7 − (−3.4)"),
        ("a + b", "21.7 + (−3.4)"),
        ("a * b", "21.7 × (−3.4)"),
        ("a / (b * a)", "21.7 ÷ (−3.4 × 21.7)"),
        ("b - a", "−3.4 − 21.7"),
        ("a - -a", "21.7 − (−21.7)"),
        ("a - -b * a", "21.7 − (−(−3.4) × 21.7)"),
        ("-b", "−(−3.4)"),
        ("b ** 2", "(−3.4)^2"),
        ("abs(b)", "abs(−3.4)"),
        ("a - c", "21.7 − ([−€5](#n-c){.number})"),
    ],
)
def test_no_minus_stands_after_another_sign(text: str, expected: str) -> None:
    """What is negative stands in brackets there, and at the start of a formula without."""
    texts = {"a": "21.7", "b": "−3.4", "c": "[−€5](#n-c){.number}"}
    assert written(parse(text), texts, lambda value: f"{value:g}") == expected


_formulas = st.recursive(
    st.sampled_from(["a", "b", "c", "2"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map("(-{})".format),
        inner.map("({} ** 2)".format),
    ),
    max_leaves=12,
)


@given(_formulas, st.sets(st.sampled_from(sorted(VALUES))))
def test_what_is_written_means_what_is_evaluated(text: str, negative: set[str]) -> None:
    """Read back with Python's signs, a written formula comes to the same number, whichever numbers are negative."""
    tree = parse(text)
    values = {name: -value if name in negative else value for name, value in VALUES.items()}
    shown = written(tree, {name: f"{value:g}".replace("-", "−") for name, value in values.items()}, "{:g}".format)
    back = shown.replace("÷", "/").replace("×", "*").replace("−", "-").replace("^", "**")
    assert not re.search(r"[-+*/] ?-", back)
    try:
        expected = evaluate(tree, values)
    except FormulaError:
        with pytest.raises(FormulaError):
            evaluate(parse(back), values)
    else:
        assert math.isclose(evaluate(parse(back), values), expected)


def test_names_are_told_once_in_order() -> None:
    """A name that is used twice is one input."""
    assert names(parse("b / (a + b)")) == ["b", "a"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('def f(a, b):\n    """Label"""\n    return a / b', "a / b"),
        ("def f(a, b):\n    return a / b", "a / b"),
        ("def f(a):\n    x = a * 2\n    return x", ""),
        ('def f(t):\n    return t.loc[2022, "arrests"]', ""),
        ("def f(a):\n    return", ""),
    ],
    ids=["labelled", "bare", "more than an expression", "a look-up", "nothing"],
)
def test_a_function_is_a_formula_when_it_is_no_more(code: str, expected: str) -> None:
    """The expression is the code's own."""
    node = ast.parse(code).body[0]
    assert isinstance(node, ast.FunctionDef)
    assert expression_of(node) == expected
