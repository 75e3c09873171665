"""From text to graph: notation → Python text → syntax tree → recorded computation."""
