"""The translators, behind one protocol."""
