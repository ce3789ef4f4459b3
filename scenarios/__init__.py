"""Scenario files: what loads, runs and checks them, and the library that comes with the package."""
