"""The layouts: each makes a document of a map, as (map, choices, make a composer, check) -> Document. No surface."""
