"""The checks that look across the texts of one article, each in its own file with one door: `find(pairs)`."""
