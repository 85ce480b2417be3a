"""The public pages: lists, records, traces, search. They read every app and know none above them."""
