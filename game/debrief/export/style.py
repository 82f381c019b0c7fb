"""The style sheet of the report: the console's colours on a screen, ink on paper."""

from __future__ import annotations

STYLE = """\
:root {
  --ground: #0b0f14; --panel: #111821; --edge: #25313d; --text: #c3ced8; --bright: #f1f5f9;
  --dim: #8b9aa8; --accent: #72b8ff; --good: #86d3a4; --advisory: #9fc9e8; --caution: #ffcc66;
  --warning: #ff8573; --emergency: #ff5a4d; --sun: #4a4024; --night: #1b2440;
  --c0: #72b8ff; --c1: #ffcc66; --c2: #86d3a4; --c3: #e79bd8;
  --c4: #ff9d80; --c5: #a9b6ee; --c6: #d7dde3; --c7: #62d0c8;
}
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--text); }
body { margin: 0 auto; max-width: 1160px; padding: 2.2rem 1.4rem 3rem;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
h1, h2, h3, p, dl, dd, ul, ol, figure { margin: 0; }
.over { color: var(--accent); font-size: .82rem; letter-spacing: .08em; text-transform: uppercase; }
h1 { color: var(--bright); font-size: 2.1rem; line-height: 1.2; font-weight: 650;
  overflow-wrap: anywhere; }
h1 span { color: var(--good); font-weight: 400; margin-left: .35em; }
header.lost h1 span, header.timeout h1 span { color: var(--warning); }
header.unfinished h1 span { color: var(--caution); }
.reason { font-size: 1.08rem; margin-top: .3rem; overflow-wrap: anywhere; }
.figures { display: flex; flex-wrap: wrap; gap: .6rem 2.6rem; margin-top: 1.3rem;
  padding: .9rem 0; border: solid var(--edge); border-width: 1px 0; }
dt { color: var(--dim); font-size: .82rem; }
dd { color: var(--bright); font: 1.3rem ui-monospace, "SF Mono", "Cascadia Mono", Menlo,
  "DejaVu Sans Mono", monospace; }
section { margin-top: 2.4rem; }
h2 { color: var(--bright); font-size: 1.18rem; font-weight: 600; margin-bottom: .8rem; }
h3 { color: var(--bright); font-size: .98rem; font-weight: 600; }
.key, .dim, .limits, .note, .unit { color: var(--dim); }
p.key { font-size: .86rem; margin: .5rem 0 .9rem; }
.wide { overflow-x: auto; background: var(--panel); border: 1px solid var(--edge);
  border-radius: 6px; }
.wide:focus-visible, .loop:focus-visible { outline: 2px solid var(--accent); }
svg { display: block; width: 100%; height: auto; }
svg.timeline { min-width: 860px; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
  fill: var(--dim); }
svg text.row { text-anchor: end; fill: var(--text); font-size: 12px; }
svg text.x, svg text.in { text-anchor: middle; }
svg text.y { text-anchor: end; dominant-baseline: middle; }
svg text.bar { fill: var(--bright); }
svg text.e { text-anchor: end; }
svg text.night { fill: #b8c3f2; }
svg text.silence { fill: var(--text); }
.grid { stroke: var(--edge); fill: none; }
.tick { stroke: var(--dim); fill: none; }
rect.day { fill: var(--sun); }
rect.night { fill: var(--night); }
rect.contact { fill: #17303f; }
rect.silence { fill: url(#hatched); stroke: var(--edge); }
.hatch { stroke: var(--dim); stroke-width: 1.6; opacity: .55; }
rect.list { fill: #21405d; }
rect.open { fill: #5a3f27; }
rect.alarm { stroke: none; }
rect.advisory { fill: var(--advisory); }
rect.caution { fill: var(--caution); }
rect.warning { fill: var(--warning); }
rect.emergency { fill: var(--emergency); }
span.alarm { border-left: .8em solid; padding-left: .35em; margin-left: .6em; }
span.advisory { border-color: var(--advisory); }
span.caution { border-color: var(--caution); }
span.warning { border-color: var(--warning); }
span.emergency { border-color: var(--emergency); }
path.order { stroke: var(--accent); stroke-width: 1.6; }
.goal path { fill: var(--good); }
svg .goal text { fill: #0b0f14; font-size: 9px; font-weight: 700; text-anchor: middle; }
.blocks { display: grid; grid-template-columns: 1.25fr 1fr; gap: 1.4rem 2.4rem; }
.block { min-width: 0; overflow-wrap: anywhere; }
.block h3 { margin-bottom: .4rem; }
.causes { grid-column: 1 / -1; }
.block ul { padding-left: 1.1em; }
.nearly li::marker { color: var(--caution); }
.well li::marker { color: var(--good); }
.broken li::marker { color: var(--warning); }
table { border-collapse: collapse; width: 100%; }
th { color: var(--dim); font-weight: 400; font-size: .82rem; text-align: left;
  white-space: nowrap; }
th, td { padding: .22rem .8rem .22rem 0; vertical-align: top; }
td { border-top: 1px solid var(--edge); font-variant-numeric: tabular-nums; }
.objectives td:nth-child(2) { white-space: nowrap; }
.met td:nth-child(2) { color: var(--good); }
.missed td:nth-child(2) { color: var(--warning); }
.objectives td:last-child, .score td:first-child { text-align: right; }
.objectives th:last-child { text-align: right; padding-right: .8rem; }
.score td:first-child { width: 4em; }
.total td { color: var(--bright); font-weight: 600; }
.causes ol { list-style: none; padding: 0; margin-left: 6px; }
.causes li { padding: .25rem 0 .25rem 1.4rem; border-left: 2px solid var(--edge);
  position: relative; }
.causes li::before { content: ""; position: absolute; left: -6px; top: .72rem; width: 10px;
  height: 10px; border-radius: 50%; background: var(--dim); }
.causes li:first-child { color: var(--bright); }
.causes li:first-child::before { background: var(--bright); }
.causes li:last-child::before { background: var(--caution); }
.met, .loop td:first-child { color: var(--dim); font-family: ui-monospace, "SF Mono",
  "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; font-size: .86rem; }
tr.met, tr.missed { color: inherit; font: inherit; }
.plots { display: grid; grid-template-columns: 1fr 1fr; gap: 1.4rem 1.6rem; }
figure { min-width: 0; background: var(--panel); border: 1px solid var(--edge);
  border-radius: 6px; padding: .7rem .8rem .6rem; break-inside: avoid; }
figure .note { float: right; font-weight: 400; font-size: .84rem; }
.unit { font-weight: 400; font-size: .84rem; margin-left: .3em; }
.legend { list-style: none; padding: .2rem 0 0; display: flex; flex-wrap: wrap;
  gap: .1rem 1.2rem; font-size: .84rem; }
.limits { font-size: .84rem; }
svg.key { display: inline-block; width: 26px; height: 8px; margin-right: .45em; }
.line { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
.true { stroke-dasharray: 1.5 3; stroke-linecap: round; opacity: .85; }
.c0 { stroke: var(--c0); } .c1 { stroke: var(--c1); stroke-dasharray: 7 2; }
.c2 { stroke: var(--c2); stroke-dasharray: 4 2; }
.c3 { stroke: var(--c3); stroke-dasharray: 9 2 2 2; }
.c4 { stroke: var(--c4); stroke-dasharray: 12 3; } .c5 { stroke: var(--c5); }
.c6 { stroke: var(--c6); stroke-dasharray: 2 2; } .c7 { stroke: var(--c7); }
.line.true { stroke-dasharray: 1.5 3; }
path.limit { fill: none; stroke-width: 1; stroke-dasharray: 5 4; }
path.advisory { stroke: var(--advisory); } path.caution { stroke: var(--caution); }
path.warning { stroke: var(--warning); } path.emergency { stroke: var(--emergency); }
svg text.limit { text-anchor: end; paint-order: stroke; stroke: var(--panel); stroke-width: 3px; }
svg text.advisory { fill: var(--advisory); } svg text.caution { fill: var(--caution); }
svg text.warning { fill: var(--warning); } svg text.emergency { fill: var(--emergency); }
.loop { max-height: 34rem; overflow: auto; background: var(--panel);
  border: 1px solid var(--edge); border-radius: 6px; padding: 0 .9rem; }
.loop thead th { position: sticky; top: 0; background: var(--panel); padding-top: .5rem; }
.loop td { padding-top: .12rem; padding-bottom: .12rem; }
.loop td:first-child, .loop td:nth-child(2) { white-space: nowrap; }
.loop td:nth-child(2) { color: var(--dim); }
.loop td:last-child { width: 100%; padding-right: 0; overflow-wrap: anywhere; }
tr.order td, tr.answer td, tr.standing-left td { color: var(--accent); }
tr.objective td, tr.outcome td { color: var(--good); }
tr.contact td, tr.poll td { color: var(--bright); }
tr.alarm.caution td:last-child, tr.rule-broken td { color: var(--caution); }
tr.alarm.warning td:last-child { color: var(--warning); }
tr.alarm.emergency td:last-child { color: var(--emergency); }
footer { margin-top: 2.6rem; color: var(--dim); font-size: .86rem; }
@media (max-width: 860px) { .plots, .blocks { grid-template-columns: 1fr; } }
@media print {
  :root { --ground: #fff; --panel: #fff; --edge: #c9d0d7; --text: #1c242c; --bright: #000;
    --dim: #55626e; --accent: #0b5cad; --good: #1a7340; --advisory: #2f6f9f; --caution: #8a6100;
    --warning: #b23a26; --emergency: #b00d00; --sun: #f3e7c3; --night: #c9d0ee;
    --c0: #0b5cad; --c1: #8a6100; --c2: #1a7340; --c3: #93348a;
    --c4: #b3502f; --c5: #4a58a8; --c6: #444; --c7: #0c7d75; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  rect.list { fill: #cfdfee; } rect.open { fill: #ecd9c6; } rect.contact { fill: #d6e6ee; }
  svg text.night { fill: #26304f; }
  svg .goal text { fill: #fff; }
  svg.timeline { min-width: 0; }
  .wide, .loop { max-height: none; overflow: visible; }
  .plots, .blocks { grid-template-columns: 1fr 1fr; gap: 10pt; }
  svg text { font-size: 12px; }
  h2, h3 { break-after: avoid; }
  #plots { break-before: page; }
  tr, li, figure { break-inside: avoid; }
}
"""
