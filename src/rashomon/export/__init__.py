"""Exports: the record format, CSV tables, and the report as one self-contained page."""
