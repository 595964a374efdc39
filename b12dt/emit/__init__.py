"""Backends: each takes a program and writes it for somewhere else. They are siblings and do not know each other."""
