"""Tests of Chorus Desk. ``unit`` mirrors the package and passes with PySide6 out of reach."""
