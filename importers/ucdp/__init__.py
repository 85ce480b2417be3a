"""Armed conflicts since 1946 by UCDP and PRIO: metadata, parser, and how conflict years become conflicts and sides."""
