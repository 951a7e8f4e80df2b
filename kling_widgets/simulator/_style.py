"""The page's style: calm, readable from the last row, light and dark."""

from __future__ import annotations

STYLE = """
:root {
  --ground: #f7f7f5; --sheet: #fff; --ink: #1f2328; --soft: #5a636d; --line: #dfe2e6;
  --accent: #0b57b0; --wait: #8a5a00; --good: #18703a; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181c; --sheet: #1d2126; --ink: #e8eaed; --soft: #a3acb6;
    --line: #343a42; --accent: #8ab8ff; --wait: #f0c060; --good: #7dd69a; --bad: #ff9a92;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 80rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1 { margin: 0; font-size: 1.75rem; font-weight: 650; }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.1rem; font-weight: 650; }
header p { margin: .25rem 0 0; color: var(--soft); }
a { color: var(--accent); }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
  gap: .75rem 1rem; margin: 1.5rem 0 0; }
.totals dt { color: var(--soft); font-size: .9rem; }
.totals dd { margin: 0; font-size: 1.9rem; font-variant-numeric: tabular-nums; }
.pair { display: grid; gap: 0 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); }
.pair section { min-width: 0; }
.scroll { overflow-x: auto; background: var(--sheet); border: 1px solid var(--line);
  border-radius: .5rem; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; }
th, td { padding: .55rem .8rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); }
tr:last-child td { border-bottom: 0; }
th { color: var(--soft); font-weight: 500; font-size: .85rem; white-space: nowrap; }
td small { display: block; color: var(--soft); font-size: .85rem; }
.id { font-family: ui-monospace, monospace; font-size: .85rem; min-width: 12rem;
  overflow-wrap: anywhere; }
.prompt { width: 40%; min-width: 16rem; overflow-wrap: anywhere; }
.model { white-space: nowrap; }
.units { text-align: right; font-variant-numeric: tabular-nums; }
.status { font-weight: 600; white-space: nowrap; }
.status::before { content: ""; display: inline-block; width: .6em; height: .6em;
  margin-right: .45em; border-radius: 50%; background: currentColor; }
.submitted { color: var(--soft); }
.processing { color: var(--wait); }
.succeed { color: var(--good); }
.failed { color: var(--bad); }
"""
