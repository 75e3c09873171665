"""What the program promises, as tests that read as sentences. The folders mirror the tree."""
