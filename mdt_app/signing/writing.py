"""A signature is added behind the letter's bytes, which stay as they are; nothing in the addition is left to chance."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class Addition(IncrementalPdfFileWriter):
    """Adds to a PDF without touching its properties, so that the metadata for archives stays true.

    Raises `PdfReadError` for what is no PDF.
    """

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))
        first, second = self._document_id
        made = hashlib.sha256(pdf).digest()[:16]
        second = ByteStringObject(made)
        if "/ID" not in self.prev.trailer:
            first = ByteStringObject(made)
        self._document_id[:] = [first, second]

    def _update_meta(self) -> None:
        """The library would write its name and the clock's time here."""


def appended(items: Any, item: Any, writer: IncrementalPdfFileWriter) -> None:
    """Put an object at the end of an array and have the array written."""
    items.append(item)
    writer.update_container(items)
