"""What PyTorch answers: recorded by ``record.py`` into the JSON files here, and compared live where it is installed."""
