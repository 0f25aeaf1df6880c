"""The window: pages and widgets bound to presenters. The only floor that knows Qt."""
