"""What must hold in each edition."""

from statbrief.periods import latest


def of_one_month(employment, standings, payrolls):
    """The supersector, its like and the total end with the same month"""
    return latest(employment) == latest(standings) == latest(payrolls)


def in_standings(employment, standings, area):
    """{area:name} has the same number of jobs in both tables"""
    month = latest(employment)
    both = [each["employed"].pint.magnitude.loc[(month, area.code)] for each in (employment, standings)]
    return bool(both[0] == both[1])
