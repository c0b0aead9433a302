"""An area: what there is one edition of each, a state, a region, an industry."""

from __future__ import annotations

from typing import Self


class Area(str):
    """The area that an edition is of: its name as the data have it, and with it `code` and `slug`.

    In `analysis/derived.py` and `analysis/tables.py` a parameter `area` is given one; in checks and charts it is an
    `Answer` that has the same three, and the forms of a name: ``f"{area:name}"``.
    """

    __slots__ = ("code", "slug")

    code: str
    """What its rows have in the data."""
    slug: str
    """What its files are called."""

    def __new__(cls, name: str, code: str, slug: str) -> Self:
        """An area of these; it is equal to its name."""
        made = super().__new__(cls, name)
        made.code, made.slug = code, slug
        return made

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override]
        """What makes a copy of it."""
        return str(self), self.code, self.slug

    @property
    def name(self) -> str:
        """Its name, in the data's own language."""
        return str(self)
