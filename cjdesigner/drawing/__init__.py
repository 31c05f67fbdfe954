"""Theme, type and composition: a map becomes a `Drawing` that every surface paints. No Qt, no reportlab."""
