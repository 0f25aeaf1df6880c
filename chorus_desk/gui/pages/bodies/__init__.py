"""The page of the public bodies: found, looked at, kept true, asked for what is missing."""
