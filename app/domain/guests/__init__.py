"""Who is expected: lists of guests, how they are read, and how guests are known again at the door."""
