"""What tracing writes: frozen chains, one verb a file."""
