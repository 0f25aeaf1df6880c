"""What a person does: a function each, on a workspace. No screen, no terminal, no thread."""
