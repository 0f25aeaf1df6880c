"""The command line: commands return results; one place prints them as text or as JSON."""
