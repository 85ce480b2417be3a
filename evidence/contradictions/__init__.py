"""Where sources, or records of the same thing, state different things: one model for pages, traces and the board."""
