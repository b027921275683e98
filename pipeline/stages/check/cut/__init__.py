"""How likely a part of an Arabic text breaks off before its English is told.

Many weak signs are weighed together: how long the Arabic is for this English, whether the last words of the English
are found, whether the last words of the Arabic translate them, and whether a text can end in such a word. The weights
are data, `weights.toml`, fitted by tests/benchmarks/fit_truncation.py.
"""
