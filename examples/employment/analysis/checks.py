"""What must hold between the payrolls, whatever months are added."""


def supersectors_add_up(employment, payrolls):
    """The supersectors add up to the total, in each month"""
    totals = employment["employed"].pint.magnitude.groupby(level="month").sum()
    return bool((totals == payrolls["employed"].pint.magnitude).all())
