"""Bringing in what people already have: files read, judged, kept, and taken back."""
