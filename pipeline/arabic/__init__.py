"""All that is true of Arabic and of nothing else: typography, numerals, dates, wording."""
