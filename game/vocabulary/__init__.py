"""The catalogues: channels, orders, events, effects, units; and conditions over channels.

Each catalogue declares a word once, with its unit, its explanation in plain language and its
source; conditions, alarms, completion, CSV columns and the reference pages are made from them.
How texts are quoted, joined, measured and matched is here too, once for all rooms.
"""
