"""What must hold of the editions of all supersectors together, before any of them goes out."""


def whole(jobs, nonfarm):
    """The supersectors add up to total nonfarm, as far as rounding allows"""
    least, most = (sum(getattr(each.range, end) for each in jobs.values()) for end in ("low", "high"))
    return least <= nonfarm.one.range.high and nonfarm.one.range.low <= most


def ranks(rank, jobs, supersectors):
    """Each has the rank that its jobs have among those of all editions"""
    numbers = {code: each.value for code, each in jobs.items()}
    above = {code: sum(other > number for other in numbers.values()) for code, number in numbers.items()}
    return len(jobs) == supersectors.one.value and all(rank[code].value == 1 + above[code] for code in numbers)
