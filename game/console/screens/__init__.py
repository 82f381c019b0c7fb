"""The screens: each is a state of the program."""
