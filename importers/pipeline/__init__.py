"""One way for all registers: seal, read, plan, apply in one transaction, withdraw."""
