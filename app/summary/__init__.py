"""What a lab leaves behind: one neutral tree, and one small writer for each format beside it."""
