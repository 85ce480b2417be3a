"""Dutch export licences and transits of military goods: metadata, parser, routes of up to four countries."""
