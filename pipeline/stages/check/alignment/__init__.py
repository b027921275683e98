"""Which sentences of a text translate which of the other, and how sure that is."""
