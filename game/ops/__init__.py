"""What people do: checklists, crew, voice loop, alarms, flight rules, polls, objectives."""
