"""What JupyterLab and Notebook 7 do with a key, as far as a view has to know."""

from __future__ import annotations

JUPYTER = """() => {
  window.heard = [];
  const hear = ({ key, target }) =>
    target.hasAttribute("data-lm-suppress-shortcuts") || heard.push(key);
  for (const early of [true, false]) document.addEventListener("keydown", hear, early);
}"""
"""Hears keys as both do, Notebook 7 on their way down and JupyterLab on their way up."""
