"""Tests of the directory of public bodies."""
