"""What the checks must know of English: its words, its numbers, its names."""
