"""Losses of equipment that Oryx has confirmed by photographs: metadata, parser, and how they become incidents."""
