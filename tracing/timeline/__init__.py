"""What happened around a chain, on one axis: moments, where their bars stand, and the picture."""
