"""How measurements are judged."""
