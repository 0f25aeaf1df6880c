"""Controls used on several pages. They know the theme and no use case."""
