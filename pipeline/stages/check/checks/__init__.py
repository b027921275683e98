"""The checks on one text and its translation, each in its own file with one door: `find(pair)`."""
