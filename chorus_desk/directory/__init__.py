"""The State's public bodies: the published lists read, indexed in a file of their own, and found.

It may import the formats and what lies below them; the user's own bodies live in ``storage``.
"""
