"""The tables of the configuration, a file for each part of it; `pipeline.config` reads and validates them whole."""
