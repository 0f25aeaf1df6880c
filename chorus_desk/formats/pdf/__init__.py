"""The printed pages: laid out as values, then painted. French, with open fonts embedded."""
