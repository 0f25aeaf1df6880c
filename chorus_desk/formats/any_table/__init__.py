"""People's own tables: any workbook or CSV, understood by its headings, its labels, its content."""
