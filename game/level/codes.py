"""The catalogue of codes: each kind of mistake in a level, why it is one, and its fix.

Codes are promises: a code keeps its meaning, and a code that went out of use is not used again.
Hundreds say where to look: 1 the file as text and YAML, 2 parts it uses, 3 fields and their
values, 4 what the level means as a whole, 5 what makes no sense in it: a warning.
"""

from __future__ import annotations

from typing import NamedTuple

from game.vocabulary import effects


class Entry(NamedTuple):
    """A kind of mistake, as ``explain`` shows it."""

    title: str
    why: str
    fix: str
    """An example, before and after or after alone."""


CODES: dict[str, Entry] = {
    "LEVEL-101": Entry(
        "The file can't be read",
        "There is no such file, it is not a plain file, or it may not be opened.",
        "Check the path and the file's permissions.",
    ),
    "LEVEL-102": Entry(
        "The file is too large",
        "A level is text written by hand; over 1 MB it is something else.",
        "Split what levels share into parts, and name them under use.",
    ),
    "LEVEL-103": Entry(
        "The file is not UTF-8 text",
        "Levels are UTF-8. Another encoding, or a file that is no text, can't be shown safely.",
        "Save the file as UTF-8 in your editor.",
    ),
    "LEVEL-104": Entry(
        "The file is empty",
        "There is nothing in it but perhaps comments.",
        "no-airlock new NAME writes a level to begin with.",
    ),
    "LEVEL-105": Entry(
        "This is not YAML",
        "Indentation, commas or brackets do not fit together here or just above.",
        "steps:\n  - text: Close the visor\n    takes: 20 s",
    ),
    "LEVEL-106": Entry(
        "A tab",
        "YAML does not take tabs where it counts spaces.",
        "Use two spaces for each level of indentation.",
    ),
    "LEVEL-107": Entry(
        "A character that can't stand in a level",
        "Control characters and invisible line breaks could disturb a terminal.",
        "Delete the character.",
    ),
    "LEVEL-108": Entry(
        "An anchor or alias",
        "Names with & and * are not part of the YAML that levels use.",
        "Write it out, or put what is shared into a part and name it under use.\n"
        "A text that begins with & or * goes in quotes: '*see note*'",
    ),
    "LEVEL-109": Entry(
        "A tag",
        "Words with ! that say what type a value has are not needed: the field says it.",
        "Take the tag out. A text that begins with ! goes in quotes: '!danger'",
    ),
    "LEVEL-110": Entry(
        "A merge key",
        "<< is not part of YAML 1.2.",
        "Put what is shared into a part and name it under use.",
    ),
    "LEVEL-111": Entry(
        "A key that stands twice",
        "The second would silently replace the first.",
        "Keep one of them, or give the second its own name.",
    ),
    "LEVEL-112": Entry(
        "More than one document",
        "A file holds one level. A line of --- or ... begins another document.",
        "Take out the line.",
    ),
    "LEVEL-113": Entry(
        "Not a level at all",
        "A level, like a part, is a map of fields.",
        "id: first-out\ntitle: First Out",
    ),
    "LEVEL-114": Entry(
        "A key that is no name",
        "Keys are plain words.",
        "cabin:\n  pressure: 8.65 psi",
    ),
    "LEVEL-115": Entry(
        "Nested too deep",
        "No level needs that many brackets within brackets.",
        "Take some out.",
    ),
    "LEVEL-116": Entry(
        "A colon that YAML takes for a field",
        "A colon and a space within a text without quotes begin a new field for YAML; so does "
        "a line that is indented further than its field.",
        'text: "Wait: the cabin first"',
    ),
    "LEVEL-117": Entry(
        "A quote or bracket that is not closed",
        "What was opened here has no end.",
        'text: "Visor closed"\nrelays: [west, central]',
    ),
    "LEVEL-118": Entry(
        "A place-holder without quotes",
        "Braces without quotes are a map for YAML, so a text that begins with one is read as "
        "something else.",
        'who: "{crew}"\ntext: "{crew} goes out"',
    ),
    "LEVEL-201": Entry(
        "use is not a list of names",
        "use names the parts that a level is made of.",
        "use: [capsule, suits]",
    ),
    "LEVEL-202": Entry(
        "A part outside",
        "Parts come from the level's own folder and from common alone, so that a level from a "
        "stranger can't read anything else.",
        "Copy the part into the level's own folder.",
    ),
    "LEVEL-203": Entry(
        "No such part",
        "A part NAME is the file NAME.yaml in the level's own folder or in common.",
        "use: [capsule]",
    ),
    "LEVEL-204": Entry(
        "Parts that use each other",
        "A part uses itself, perhaps by way of others.",
        "Take one of the names out of its use.",
    ),
    "LEVEL-205": Entry(
        "Too many parts",
        "A level may be made of at most 50 parts.",
        "Join some of them.",
    ),
    "LEVEL-206": Entry(
        "No such role",
        "A part names its roles under roles; use says who of the crew takes them.",
        "use: [{suits: {ev1: lead, ev2: second, plt: pilot, med: doc}}]",
    ),
    "LEVEL-207": Entry(
        "A role that nobody takes",
        "The part needs somebody for this role, and the crew has nobody of that name, or use says "
        "that nobody takes it.",
        "use: [{suits: {ev1: lead, ev2: ~, plt: pilot, med: ~}}]",
    ),
    "LEVEL-208": Entry(
        "No such step to change",
        "A map in place of a list of steps changes the steps of a part by their ids.",
        "procedures: {vent: {steps: {full: {takes: 30 s}}}}",
    ),
    "LEVEL-209": Entry(
        "Somebody who takes no role",
        "The part has something for each of the crew, which it makes for those who take its roles.",
        "use: [{failures: {ev1: lead, ev2: ~, plt: pilot, med: [doc, guest]}}]",
    ),
    "LEVEL-210": Entry(
        "Nothing to change",
        "What has none of the fields that it needs changes what a part brings, or takes it out; no "
        "part brings this.",
        "rules: {heart: {lasts: 30 s}, humidity: ~}",
    ),
    "LEVEL-301": Entry(
        "A field that does not exist",
        "A misspelt field would silently do nothing.",
        "The reference in docs/levels.md lists every field.",
    ),
    "LEVEL-302": Entry(
        "A field that is missing",
        "There is no sensible default for it.",
        "crew:\n  ev1:\n    name: Ada Okafor\n    role: EV1\n    seat: 1",
    ),
    "LEVEL-303": Entry(
        "A value of the wrong kind",
        "A text where a list belongs, a list where a number belongs, and the like. Truth is "
        "written true or false; on, off, yes and no are plain words.",
        "do: [flow ev1 high]\ncritical: true",
    ),
    "LEVEL-304": Entry(
        "A quantity that can't be read",
        "Numbers carry their units, and the unit must measure what the field holds.",
        "pressure: 8.65 psi\ntakes: 1 min 30 s",
    ),
    "LEVEL-305": Entry(
        "A value out of range",
        "Too small, too large, too short or too long.",
        "The message says what the limits are.",
    ),
    "LEVEL-306": Entry(
        "Not one of the choices",
        "The field takes certain words only.",
        "difficulty: moderate",
    ),
    "LEVEL-307": Entry(
        "A name that is not in the right form",
        "Names that orders and conditions use are small letters, digits and single hyphens.",
        "procedures:\n  leak-check:",
    ),
    "LEVEL-308": Entry(
        "A text that can't be shown",
        "Control characters, invisible characters, or a line break where one line is needed.",
        "Take the character out; for a long line use > in place of |.",
    ),
    "LEVEL-401": Entry(
        "A condition that can't be read",
        "A condition compares channels with quantities or words, joined by and, or, not "
        "and parentheses.",
        "when: cabin.pressure < 0.5 psi and hatch.position == closed",
    ),
    "LEVEL-402": Entry(
        "An order that is not understood",
        "Actions are orders in words, as the flight director would give them, or acts of hands.",
        "do: [flow ev1 high, visor ev1 closed]",
    ),
    "LEVEL-403": Entry(
        "A place-holder that means nothing here",
        "{who} is each who of a step, {crew} each of a checklist's for or each crew member in a "
        "rule that has it in its condition, {pick} in a fault whom it picked.",
        "for: [ev1, ev2]\nsteps:\n  - {who: '{crew}', text: 'Lock gloves, {crew}'}",
    ),
    "LEVEL-404": Entry(
        "Nobody of that name",
        "Crew members are called by their ids under crew.",
        "who: ev1",
    ),
    "LEVEL-405": Entry(
        "No such checklist",
        "Checklists are the entries of procedures; one with for is called NAME-CREW.",
        "plan: [donning, leak-check-ev1]",
    ),
    "LEVEL-406": Entry(
        "Checklists that run each other",
        "Each waits for the other: none could ever end.",
        "Take one run out.",
    ),
    "LEVEL-407": Entry(
        "A name that stands twice",
        "Step ids within a checklist, names in for, who and simo, and checklists made by for "
        "must differ.",
        "Rename one of them.",
    ),
    "LEVEL-408": Entry(
        "Two people on one seat",
        "Everybody has a seat of their own.",
        "seat: 2",
    ),
    "LEVEL-409": Entry(
        "Nothing must be achieved",
        "Without a required objective every mission would be a success.",
        "objectives:\n  home: {title: All home, when: ..., required: true}",
    ),
    "LEVEL-410": Entry(
        "A fault that never happens",
        "A fault needs at, a time, or when, a condition.",
        "at: 12 min",
    ),
    "LEVEL-411": Entry(
        "A fault's effect that is not understood",
        f"Effects are {'; '.join(row.usage for row in effects.CATALOGUE)}.",
        "effect: leak ev1 3 mm2",
    ),
    "LEVEL-412": Entry(
        "A crew id that means something else",
        "Crew ids stand in the names of channels beside cabin, hatch and the like.",
        "crew:\n  ev1:",
    ),
    "LEVEL-413": Entry(
        "A field without the one it belongs to",
        "It would silently do nothing.",
        "needs: hatch.position == open\ndeadline: 2 min",
    ),
    "LEVEL-414": Entry(
        "simo within simo",
        "Columns of steps can't hold columns of steps.",
        "Make the inner steps a checklist, and run it.",
    ),
    "LEVEL-415": Entry(
        "No such channel",
        "The field names one channel.",
        "channel: '{crew}.suit.co2'",
    ),
    "LEVEL-416": Entry(
        "A ship that can't be",
        "Physics has no answer for it: no gas, a tank of 1 L with 1,000 kg, an orbit inside out, "
        "a day that is in no calendar, suits larger than the cabin.",
        "orbit: {perigee: 190 km, apogee: 735 km}\nsupply:\n  o2_a: {mass: 19 kg, volume: 85 L}",
    ),
    "LEVEL-417": Entry(
        "Work that nobody can do",
        "effort is a metabolic rate: 100 W at rest, 300 W at work, 500 W at hard work in a suit.",
        "effort: 300 W",
    ),
    "LEVEL-418": Entry(
        "More than can be flown",
        "So many steps or alarms can be neither logged nor looked through.",
        "Take some out, or make several levels.",
    ),
    "LEVEL-419": Entry(
        "No such failure",
        "Failures are the entries of failures; the part failures has those that come with the "
        "game.",
        "use: [failures]\nfaults:\n  lock: {failure: glove-lock, pick: [ev1], at: 10 min}",
    ),
    "LEVEL-420": Entry(
        "A start that is not reached",
        "What start says was flown with the seed 1, and play never began: a line can't be read, an "
        "order was refused, or the mission was over before.",
        'start:\n  orders: ["00:00:10 run suit-up-ev1"]\n  until: checklist.suit-up-ev1 == done',
    ),
    "LEVEL-421": Entry(
        "A test that does not end as it must",
        "check --fly flew the tests of the level, and a flight ended otherwise: the level is "
        "harder or easier than its author means it to be.",
        "tests:\n  - {director: veteran, seeds: 1-3, success: true}",
    ),
    "LEVEL-422": Entry(
        "A campaign that makes no sense",
        "The file of a campaign can't be read, or names a level, or something known, that is not "
        "there.",
        "missions:\n  - {level: suit-up, day: Pad, ground: true}",
    ),
    "LEVEL-501": Entry(
        "A checklist that nothing runs",
        "No plan, step, rule or answer names it, so it comes only if a player thinks of it.",
        "plan: [donning, leak-check]",
    ),
    "LEVEL-502": Entry(
        "A condition that never holds",
        "No value that the channel can have in this level makes it true. Percents need their "
        "sign: 88 alone is 8800 %.",
        "when: ev1.saturation < 88 %",
    ),
    "LEVEL-503": Entry(
        "A condition that always holds",
        "Every value that the channel can have makes it true. Percents need their sign: 88 alone "
        "is 8800 %.",
        "when: ev1.saturation < 88 %",
    ),
    "LEVEL-504": Entry(
        "It holds already at the start",
        "The mission would be over, the objective met, the alarm rung or the lesson gone at once.",
        "end: checklist.safing == done and cabin.pressure > 8 psi",
    ),
    "LEVEL-505": Entry(
        "A fault that nothing undoes",
        "Some effects end only by a certain act, and no step has it.",
        "free-hatch:\n  title: Free the hatch\n  steps:\n"
        "    - {who: plt, text: Work the manual gear, do: [gear]}",
    ),
    "LEVEL-506": Entry(
        "abort or terminate without a checklist",
        "The order runs the checklist that the level names for it. There is none.",
        "abort: back-to-pressure",
    ),
    "LEVEL-507": Entry(
        "A transducer that does not exist",
        "Only what is measured can be stuck or dead: numbers of the cabin, tanks, suits, bodies.",
        "effect: stuck ev1.suit.pressure",
    ),
    "LEVEL-508": Entry(
        "A latch that does not exist",
        "hatch.latches says how many there are: 6, if it says nothing.",
        "do: [latch 6]",
    ),
    "LEVEL-509": Entry(
        "Points that are not 100 together",
        "A score is told as points of 100.",
        "objectives:\n  home: {title: All home, when: ..., points: 100, required: true}",
    ),
    "LEVEL-510": Entry(
        "Two levels with one id",
        "play, logs and the list of levels tell levels apart by their ids.",
        "id: short-hop-2",
    ),
    "LEVEL-511": Entry(
        "A role that is somebody else's",
        "Roles are what people are called on the loop: each needs their own, and CORE, CAPCOM and "
        "the like are on the ground.",
        "role: EV1",
    ),
    "LEVEL-512": Entry(
        "A fault that never comes",
        "Its chance is 0 %, or its time is after the end of the mission.",
        "chance: 50 %\nat: 12 min",
    ),
    "LEVEL-513": Entry(
        "A list with nothing in it, or with something twice",
        "It does not do what it seems to.",
        "pick: [ev1, ev2]\neffect: unlock {pick}",
    ),
    "LEVEL-514": Entry(
        "A checklist that starts, stops or waits for itself",
        "It would be refused in flight, and the step held.",
        "on_fail: retry",
    ),
    "LEVEL-515": Entry(
        "Not enough time",
        "The steps of the plan alone take longer than the mission may.",
        "time_limit: 3 h",
    ),
    "LEVEL-516": Entry(
        "Not enough oxygen",
        "Everybody at low flow would empty the tanks before the plan is done.",
        "supply:\n  o2_a: {mass: 19 kg, volume: 85 L}",
    ),
    "LEVEL-517": Entry(
        "Somebody whom nobody dresses",
        "The cabin goes to vacuum, and no step closes their visor.",
        'do: ["don {who}", "seal {who}", "flow {who} normal", "visor {who} closed"]',
    ),
    "LEVEL-518": Entry(
        "Work beyond somebody's strength",
        "vo2_max says how hard a crew member can work at most: 348 W for each L/min.",
        "effort: 400 W",
    ),
    "LEVEL-519": Entry(
        "A text that is cut at #",
        "A blank and # begin a comment, which is not part of the text.",
        'text: "Lock gloves #2"',
    ),
    "LEVEL-520": Entry(
        "A speaker who is almost somebody",
        "Questions and voice come from a desk (EVA, ECLSS, SURGEON, GNC, CAPCOM, CORE) or a role "
        "of the crew. The autopilot says yes to desks, and takes the default from anybody else.",
        "who: SURGEON",
    ),
    "LEVEL-521": Entry(
        "An answer that is an act",
        "Acts like unlatch and latch are for steps, which somebody of the crew does.",
        "yes: [run open-hatch]",
    ),
    "LEVEL-522": Entry(
        "A cabin that nobody can breathe",
        "There is too little oxygen in it, and the mission begins with visors open.",
        "cabin: {pressure: 8.65 psi, o2: 32 %}",
    ),
    "LEVEL-523": Entry(
        "Vacuum without a way back",
        "The order abort, the autopilot and alarms need a checklist that brings everybody back to "
        "pressure.",
        "abort: back-to-pressure",
    ),
    "LEVEL-524": Entry(
        "A clock with more than 59 minutes or seconds",
        "It is read, but most likely something else was meant.",
        "takes: 1:16:30",
    ),
    "LEVEL-525": Entry(
        "No briefing",
        "It is the first that a player reads.",
        "briefing: >\n  One goes out, looks round, and comes home.",
    ),
    "LEVEL-526": Entry(
        "A long role",
        "Narrow columns show the first letters alone.",
        "role: EV1",
    ),
    "LEVEL-527": Entry(
        "A relief valve that opens at once",
        "Its setting for low is below the pressure at the start.",
        "cabin: {pressure: 8.65 psi, relief_low: 8.75 psi}",
    ),
    "LEVEL-528": Entry(
        "A Simulation Supervisor without failures",
        "simsup: draw takes failures that say when they strike, that have an answer, and whose "
        "moment comes in the flight plan.",
        "use: [failures]\nsimsup: draw",
    ),
    "LEVEL-529": Entry(
        "An ending that is never said",
        "The first of endings that fits is said, and one before it asks for nothing.",
        "endings:\n  - {hurt: true, text: The doctor is there.}\n  - {text: Everybody is there.}",
    ),
}
"""Every code, in order."""

WARNINGS = "LEVEL-5"
"""How the codes of warnings begin: a level with them can be flown."""
