"""Programs as courses and documentation show them, in our own words, and what real libraries answer to them."""
