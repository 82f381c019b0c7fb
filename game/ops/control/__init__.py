"""The control room: alarms, polls, questions, flight rules, objectives, score, and orders."""
