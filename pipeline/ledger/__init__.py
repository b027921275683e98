"""What is known of every item: its state, every stage's output, events; and the translation memory."""
