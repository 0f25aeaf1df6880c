"""The dialogs of the window, a module each."""
