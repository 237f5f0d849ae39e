"""How the record's position is asked for, in words that any connection understands, whether Django is set up or not."""

POSITION = 'SELECT "change" FROM "record_counters"'
