"""The stages: each a function from one frozen value to the next, knowing neither database nor command line."""
