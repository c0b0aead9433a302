"""What `docs/files.md` says of columns, keys and settings, row by row, for schemas that editors read."""

import re
from pathlib import Path

FILES = Path(__file__).resolve().parent / "files.md"


def meanings(head: str) -> dict[str, str]:
    """What the table with such a head says of each name: the last cell of its row, without marks of code."""
    text = FILES.read_text(encoding="utf-8")
    lines = text[text.index(f"| {head} |") :].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    cells = [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in lines]
    return {name: plain(last) for first, *_, last in cells for name in re.findall(r"`([^`]+)`", first)}


def plain(text: str) -> str:
    """Words of the page as an editor shows them: links by their words, bars as they are."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text).replace("`", "").replace("\\|", "|")
