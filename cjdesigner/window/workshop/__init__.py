"""The tools of a workshop: dot votes, the parking lot, agenda and timer, comments."""
