"""Procedures: checklists and direct orders, step by step, and standing orders."""
