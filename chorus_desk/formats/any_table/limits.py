"""What people's own tables may weigh, whatever format they come in."""

MOST_SHEETS = 100
MOST_ROWS = 300_000
"""Rows of all sheets together, the empty ones above a filled one too."""
MOST_CELLS = 3_000_000
"""Rows × columns of all sheets together; 100,000 rows of thirty columns have as many."""
MOST_CHARACTERS = 150_000_000
"""Characters of all cells together, a text counted in every cell that repeats it."""
MOST_COLUMNS = 500
"""Filled cells of a row of headings; what has more is no list of invoices."""
MOST_LOST = 200_000
"""Formulas without a result that are remembered."""
MOST_MARKS = 12_000_000
"""Tags of one part; see ``spreadsheet.safety``."""
