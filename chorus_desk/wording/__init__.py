"""What is said, in French and English. The language is a parameter. May import rules and below."""
