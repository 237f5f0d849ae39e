"""The columns of the desk's lists."""

WIDE = "desk-wide"  # a column that a telephone has no room for
WHOLE = "desk-whole"  # one whose values are not parted
