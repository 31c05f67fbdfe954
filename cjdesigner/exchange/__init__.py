"""Text formats in and out: Mermaid journeys, alone or in Markdown. No Qt, no reportlab."""
