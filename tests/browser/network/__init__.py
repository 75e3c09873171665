"""The Network page in a browser."""
