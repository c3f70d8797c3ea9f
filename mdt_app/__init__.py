"""Tumour boards with palliative care fully part of them; this file holds the version alone."""

__version__ = "0.2.0"
