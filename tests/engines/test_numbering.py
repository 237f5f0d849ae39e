from pyroaring import BitMap

from dateline.search.engines.numbering import FEW, MOST_STEPS, Moves, Order


def test_an_order_knows_how_the_numbers_of_earlier_ones_moved():
    first = Order()
    second = first.after(Moves(9, [2]))
    third = second.after(Moves(10, [0, 5]))
    assert third.since(third) == [] and first.since(second) is None
    numbers = BitMap([1, 2, 8])
    for moves in third.since(first):
        numbers = moves.of(numbers)
    assert numbers == BitMap([2, 4, 11])


def test_where_nothing_moves_an_order_stays_the_same():
    order = Order()
    assert order.after(Moves(9)) is order


def test_an_order_forgets_what_is_long_ago_and_what_is_much():
    first = order = Order()
    for _ in range(MOST_STEPS):
        order = order.after(Moves(9, [1]))
    assert len(order.since(first)) == MOST_STEPS
    assert order.after(Moves(9, [1])).since(first) is None
    assert order.after(Moves(99, range(FEW + 1))).since(order) is None
