"""Edits: pure functions from a map to a new map that shares its unchanged parts, and the history of maps.

Verbs only. No Qt, no reportlab; nothing here knows where things are drawn.
"""
