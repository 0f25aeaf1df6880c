"""The pages of the main window, a module or folder each."""
