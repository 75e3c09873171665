"""What the set-up and the build promise."""
