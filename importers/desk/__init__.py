"""The pages at /desk/imports/: upload, preview, apply with progress, report, take back. For editors."""
