"""The State's published list as files bring it: tables of unknown headings, read as a stream.

``files`` opens what the user gives; ``workbook``, ``delimited`` and ``elements`` give the tables
in it; ``columns`` says what their columns are; ``rows`` makes bodies and services of them.
"""
