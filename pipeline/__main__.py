"""`python -m pipeline` is `republish`."""

from pipeline.cli import main

main()
