"""Imports in the background: a table of jobs, a worker that holds them by lease, a process of its own for each step."""
