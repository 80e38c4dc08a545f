"""The rules of a lab. One file per noun, verbs as plain functions over `Work`."""
