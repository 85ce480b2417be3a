"""How to cite a frozen chain and the sources that carry it: as a sentence, as CSL-JSON, BibTeX and RIS."""
