"""Campaigns: missions one after the other, in which what was used up stays used up.

A campaign is a file, campaign.yaml, in a folder of levels. What was flown of it is a small file
beside the flight logs. Where it stands follows from these two and the logs that have ended: it is
worked out whenever it is needed and kept nowhere, so that nothing can be counted twice.
"""

FILE = "campaign.yaml"
"""What the file of a campaign is called, in a folder of levels that has the campaign's name."""
