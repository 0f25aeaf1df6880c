"""This machine: clock, places, atomic files. May import domain and resources."""
