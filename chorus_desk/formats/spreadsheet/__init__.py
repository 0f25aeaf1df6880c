"""Workbooks: the program's own, written as a template and read into drafts."""
