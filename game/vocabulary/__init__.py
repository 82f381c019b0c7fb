"""The catalogues: channels, orders, events, and the units they are measured in.

Each catalogue declares a word once, with its unit, its explanation in plain
language and its source; conditions, alarms, completion, CSV columns and the
reference pages are made from them.
"""
