"""A saved mission for people without the game: a table, a page to read, and a report with plots.

Everything here is text made from a flight log alone: the same log gives the same bytes.
"""
