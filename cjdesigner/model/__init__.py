"""The map: frozen pydantic models, ids, ranks, invariants, templates. No Qt, no reportlab."""
