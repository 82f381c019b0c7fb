"""The control room: alarms, polls, questions, opinions, flight rules, objectives, score, orders."""
