"""One written week of a hotel group, with scripted colleagues, played on this laptop alone."""
