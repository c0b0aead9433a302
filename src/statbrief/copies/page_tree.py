"""The tree that a PDF's pages hang on: it says which pages there are, and nothing else."""

from __future__ import annotations

import pikepdf

from statbrief.copies.copy import UNLIKE_A_BRIEF
from statbrief.errors import CopyError

INHERITED = ("/CropBox", "/MediaBox", "/Resources", "/Rotate")
"""What a page takes from the nodes above it where it does not say so itself."""
MOST_PAGES = 5_000
DEEPEST = 64

_NODE = frozenset({"/Type", "/Kids", "/Count", "/Parent", *INHERITED})
Key = tuple[int, int]


def refuse_other_tree(name: str, pdf: pikepdf.Pdf) -> None:
    """Raises `CopyError` for the PDF in the file `name` whose nodes say more than which pages there are.

    Each node counts its pages right, and each page hangs on the one node that it names. To be called before any
    library mends the tree.
    """
    _Tree(name).pages(pdf.Root.Pages, None, 0)


class _Tree:
    """The nodes and pages that were met."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.met: set[Key] = set()

    def pages(self, node: pikepdf.Object, above: Key | None, depth: int) -> int:
        """How many pages hang on a node, itself if it is one."""
        if node.objgen in self.met or depth > DEEPEST:
            raise CopyError.at(self.name, "PDF", "its pages hang on each other", UNLIKE_A_BRIEF)
        self.met.add(node.objgen)
        if len(self.met) > 2 * MOST_PAGES:
            raise CopyError.at(self.name, "PDF", f"it has more than {MOST_PAGES} pages", UNLIKE_A_BRIEF)
        if (node.Parent.objgen if "/Parent" in node else None) != above:
            raise CopyError.at(
                self.name, "PDF", "a page hangs on another node than the one that it names", UNLIKE_A_BRIEF
            )
        if above is not None and node.get("/Type") == "/Page" and "/Kids" not in node:
            return 1
        others = sorted(set(node.keys()) - _NODE)
        if others or node.get("/Type") != "/Pages":
            raise CopyError.at(
                self.name,
                "PDF",
                f"the node that its pages hang on has {', '.join(others)[:60] or 'another type'}",
                UNLIKE_A_BRIEF,
            )
        count = sum(self.pages(each, node.objgen, depth + 1) for each in node.Kids)
        if node.get("/Count") != count:
            raise CopyError.at(
                self.name, "PDF", f"a node of {count} pages counts {str(node.get('/Count'))[:20]}", UNLIKE_A_BRIEF
            )
        return count
