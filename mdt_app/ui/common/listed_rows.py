"""What a side list shows is said apart from how it is painted: group headers, and rows of one to three lines."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.ui.common.marks import Mark


@dataclass(frozen=True)
class SideGroup:
    """A group header, 28 px: a title and, at the right, a count or remark."""

    title: str
    right: str = ""


@dataclass(frozen=True)
class SideRow:
    """One row. `lead` stands before it (a time), `first` is 14/20, `second` 12/16 under it, `right` in 12 at the end.

    `struck` is what the lead was before, struck out under it (a time that does not hold any more). `quiet` greys what
    is done; `extra` opens a second line only in the current row (height 48). `second_parts` stand at the end of the
    second line, those that find no room there at the end of the next one; a `second_name` that finds none gives way to
    its initials. `third` is a line of its own under it, its mark before its words. A `name` over a second line that
    needs two lines gets them, and the row grows.
    """

    key: object
    first: str
    second: str = ""
    lead: str = ""
    right: str = ""
    right_icon: str = ""
    mark: Mark | None = None
    second_right: str = ""
    second_parts: tuple[str, ...] = ()
    third: Mark | None = None
    second_icon: str = ""
    second_name: bool = False
    extra: str = ""
    extra_icon: str = ""
    quiet: bool = False
    name: bool = False
    struck: str = ""

    def spoken(self) -> str:
        """The row in words."""
        mark = self.mark.word if self.mark else ""
        lead = f"{self.lead} ({self.struck})" if self.struck else self.lead
        third = self.third.word if self.third else ""
        second = (self.second, self.second_right, *self.second_parts)
        parts = (lead, self.first, *second, third, self.extra, mark, self.right)
        return ", ".join(part for part in parts if part)
