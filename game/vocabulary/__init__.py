"""The words of the house: channels that can be read, orders that can be given,
events that can happen, and the units they are measured in.

Each catalogue declares a word once, with its unit, its explanation in plain
language and its source; conditions, alarms, completion, CSV columns and the
reference pages are made from them.
"""
