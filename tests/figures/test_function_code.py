"""What tells whether a function's code changed: the same on every Python, and nothing but what the code does."""

import ast
import hashlib
from pathlib import Path

import pytest

from statbrief.figures.function_code import Source

_CODE = 'def rise(now, before=None):\n    """Rise"""\n    return now["a", 1:] - before\n'
_TOLD = (  # as Python 3.13 writes it, and no earlier one, nor a later one that has another field
    "FunctionDef(name='rise', args=arguments(args=[arg(arg='now'), arg(arg='before')], defaults=[Constant()]), "
    "body=[Expr(value=Constant(value='Rise')), Return(value=BinOp(left=Subscript(value=Name(id='now', ctx=Load()), "
    "slice=Tuple(elts=[Constant(value='a'), Slice(lower=Constant(value=1))], ctx=Load()), ctx=Load()), op=Sub(), "
    "right=Name(id='before', ctx=Load())))])"
)


def _fingerprint(folder: Path, text: str, which: int = 0) -> str:
    module = ast.parse(text)
    node = [each for each in module.body if isinstance(each, ast.FunctionDef)][which]
    return Source(node, module, folder / "derived.py").fingerprint()


def test_every_python_tells_it_alike(tmp_path: Path) -> None:
    """The records of two machines differ by it else, and so do the marks of their builds."""
    assert _fingerprint(tmp_path, _CODE) == hashlib.sha256(f"{_TOLD}\n".encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        (_CODE.replace("    return", "    # why\n    return"), True),
        (_CODE + "\n\ndef other(now):\n    return now\n", True),
        (_CODE.replace("1:", ":1"), False),
        (_CODE.replace("=None", "=0"), False),
        (_CODE.replace("=None", ""), False),
        (_CODE.replace('"""Rise"""', '"""Rises"""'), False),
        ("STEP = 2\n" + _CODE, False),
    ],
)
def test_it_changes_with_what_the_code_does(tmp_path: Path, text: str, is_same: bool) -> None:  # noqa: FBT001 -- a case
    """With all that the file runs by itself, too; not with comments, nor with functions that it does not use."""
    assert (_fingerprint(tmp_path, text) == _fingerprint(tmp_path, _CODE)) is is_same
