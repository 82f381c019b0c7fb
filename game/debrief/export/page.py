"""The report: one HTML file with everything in it, to be read, printed and passed on.

It loads nothing and runs no script; its content policy forbids both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.debrief.causes import Link
from game.debrief.export.plots import figure, plots
from game.debrief.export.story import Story
from game.debrief.export.style import STYLE
from game.debrief.export.text import markup
from game.debrief.export.timeline import timeline
from game.debrief.report import given, nearest_text, trouble_lines, worth_text
from game.vocabulary.events import Event
from game.vocabulary.units import TICK_S, clock
from game.vocabulary.wording import sentence

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the page may load: nothing. (data: is for the empty icon, which saves a request.)"""


def page(story: Story) -> str:
    """The report of ``story`` as one HTML document."""
    said = story.said
    name = markup(f"{story.title}: {said.headline}")
    body = [
        _header(story),
        _section("course", "The course of the mission", _course(story)),
        _section("debrief", "Debrief", _debrief(story)),
        _section("plots", "What the instruments said", _plots(story)),
        _section("log", "Voice loop, orders and alarms", _log(story)),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="dark light">\n'
        f'<link rel="icon" href="data:,">\n<title>{name}</title>\n<style>\n{STYLE}</style>\n'
        f"</head>\n<body>\n{''.join(body)}<footer>No Airlock · {markup(story.flown_as)}. "
        "Made from the flight log alone, flown again and found the same.</footer>\n"
        "</body>\n</html>\n"
    )


def _section(name: str, title: str, content: str) -> str:
    return (
        f'<section id="{name}" aria-labelledby="{name}-h"><h2 id="{name}-h">{title}</h2>'
        f"{content}</section>\n"
    )


def _header(story: Story) -> str:
    said = story.said
    met = sum(one.met_tick is not None for one in said.objectives)
    alarms = sum(event.row.mark == "alarm" for event in story.events)
    figures = [
        ("mission time", clock(said.met_s)),
        ("score", f"{said.score} of 100" if said.score_lines else "none yet"),
        *([("rating", said.rating)] if said.rating else []),
        ("objectives", f"{met} of {len(said.objectives)}"),
        ("orders", str(len(story.orders))),
        ("alarms", str(alarms)),
    ]
    shown = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in figures)
    return (
        f'<header class="{said.kind}"><p class="over">No Airlock · mission report</p>'
        f"<h1>{markup(story.title)} <span>{markup(said.headline)}</span></h1>"
        f'<p class="reason">{markup(sentence(said.reason.strip()))}</p>'
        f'<dl class="figures">{shown}</dl></header>\n'
    )


def _course(story: Story) -> str:
    key = (
        '<p class="key">Orders are strokes, objectives numbered diamonds. '
        'Alarms: <span class="alarm advisory">advisory</span> '
        '<span class="alarm caution">caution</span> <span class="alarm warning">warning</span> '
        '<span class="alarm emergency">emergency</span></p>'
    )
    return f'<div class="wide" tabindex="0">{timeline(story)}</div>{key}'


def _debrief(story: Story) -> str:
    said = story.said
    blocks = [
        _block("Objectives", _objectives(story), "objectives"),
        _block("What was missed", _list([said.missed] if said.missed else []), "nearly"),
        _block(
            "What went wrong: time to notice, to know, to be safe",
            _list(trouble_lines(said)),
            "nearly",
        ),
        _block("Score", _score(story), "score"),
        _block("What went well", _list(said.well), "well"),
        _block(story.danger, _list(said.nearly), "nearly"),
        _block(
            "Flight rules broken",
            _list([f"{clock(met)} {text}" for met, text in said.broken_rules]),
            "broken",
        ),
        _block("Why, from the end back to the decision", _causes(said.chain), "causes"),
        _block("The nearest miss", _list([nearest_text(said)] if said.nearest else []), "nearly"),
        _block(
            "What orders cost or saved in margin",
            _list(list(map(worth_text, said.worths))),
            "worths",
        ),
        _block("Plan and flight", _list([leg.text for leg in said.legs]), "legs"),
        _block("Result", _list(said.result), "result"),
        _block("Notes", _list([f"{clock(met)} {text}" for met, text in story.notes]), "notes"),
    ]
    return f'<div class="blocks">{"".join(blocks)}</div>'


def _block(title: str, content: str, kind: str) -> str:
    return f'<div class="block {kind}"><h3>{title}</h3>{content}</div>' if content else ""


def _list(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    return f"<ul>{''.join(f'<li>{markup(text)}</li>' for text in texts)}</ul>"


def _objectives(story: Story) -> str:
    rows = []
    for at, one in enumerate(story.said.objectives, 1):
        met = one.met_tick is not None
        when = clock(one.met_tick * TICK_S) if one.met_tick is not None else "not met"
        must = "" if one.required else ' <span class="dim">(not required)</span>'
        rows.append(
            f'<tr class="{"met" if met else "missed"}"><td>{at}</td><td>{"✓" if met else "✗"} '
            f"{when}</td><td>{markup(one.told)}{must}</td><td>{one.points}</td></tr>"
        )
    if not rows:
        return ""
    return (
        '<table><thead><tr><th scope="col">#</th><th scope="col">met at</th>'
        '<th scope="col">objective</th><th scope="col">points</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _score(story: Story) -> str:
    said = story.said
    if not said.score_lines:
        return ""
    rows = "".join(
        f"<tr><td>{given(line)}</td><td>{markup(line.text)}</td></tr>" for line in said.score_lines
    )
    total = f'<tr class="total"><td>{said.score}</td><td>of 100</td></tr>'
    return f"<table><tbody>{rows}{total}</tbody></table>"


def _causes(links: Sequence[Link]) -> str:
    if not links:
        return ""
    items = "".join(
        f'<li><span class="met">{clock(link.met_s)}</span> {markup(link.text)}</li>'
        for link in links
    )
    return f"<ol>{items}</ol>"


def _plots(story: Story) -> str:
    drawn = "".join(figure(plot, story, at) for at, plot in enumerate(plots(story), 1))
    note = (
        '<p class="key">Lines are telemetry as the ground saw it; dotted, the truth '
        "where the ground saw nothing or something else. Hatched: no signal. Ranges are those of "
        "the truth.</p>"
    )
    return f'{note}<div class="plots">{drawn}</div>'


def _log(story: Story) -> str:
    rows = "".join(_logged(story))
    return (
        '<div class="loop" tabindex="0" role="region" aria-labelledby="log-h"><table><thead>'
        '<tr><th scope="col">MET</th><th scope="col">who</th><th scope="col">what</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _logged(story: Story) -> Iterator[str]:
    for event in story.events:
        if not event.row.speaker:
            continue
        kind = (event.row.mark or event.kind).replace(".", "-")
        yield (
            f'<tr class="{kind} {event.severity}"><td>{clock(event.tick * TICK_S)}</td>'
            f"<td>{markup(_who(event))}</td><td>{markup(event.text)}{_beside(event)}</td></tr>"
        )


def _who(event: Event) -> str:
    return event.subject if event.row.speaker == "*" else event.row.speaker


def _beside(event: Event) -> str:
    """A note after an event's text: its severity, or that nobody saw it at the time."""
    if event.row.mark == "alarm":
        return f' <span class="dim">{event.severity}</span>'
    return ' <span class="dim">not seen by the ground</span>' if event.hidden else ""
