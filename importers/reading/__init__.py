"""From a file that somebody brings to lines with their cells: sealed, decoded, refused early where it is damaged."""
