"""SIPRI arms transfers: metadata, the two layouts of the register, and how its deals become shipments."""
