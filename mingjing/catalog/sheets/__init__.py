"""Spreadsheets of lists: read what people upload, check every row, write templates and tables. No database here."""

from __future__ import annotations

from mingjing.catalog.sheets.checking import Report, WrongRow, check
from mingjing.catalog.sheets.reading import Sheet, read
from mingjing.catalog.sheets.refusing import Refused
from mingjing.catalog.sheets.writing import csv_bytes, table, template, wrong_rows

__all__ = ["Refused", "Report", "Sheet", "WrongRow", "check", "csv_bytes", "read", "table", "template", "wrong_rows"]
