"""Checks Python written by somebody else, and runs it in a process that the kernel confines."""
