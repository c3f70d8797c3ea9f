"""A file is written whole or not at all, under a name that is always short, plain and inside its folder."""
