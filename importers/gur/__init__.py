"""Foreign components found in weapons: metadata, parser, and how components and weapons become records."""
