"""Where the parts become one program: settings, addresses, the two sites and their database logins."""
