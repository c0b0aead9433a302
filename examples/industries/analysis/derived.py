"""The figures of a supersector, computed from its own rows, from the total and from all supersectors' latest month."""

from statbrief.periods import latest, since_when


def jobs(employment) -> "job, level":
    """Jobs, {period}"""
    months = _of(employment)
    return months.loc[latest(months), "employed"]


def change(employment) -> "job, difference":
    """Change on the month before"""
    months = _of(employment)
    month = latest(months)
    return months.loc[month, "employed"] - months.loc[month - 1, "employed"]


def change_of_year(employment) -> "job, difference":
    """Change on a year before"""
    months = _of(employment)
    month = latest(months)
    return months.loc[month, "employed"] - months.loc[month - 12, "employed"]


def growth_of_year(employment) -> "percent, change":
    """Growth on a year before"""
    months = _of(employment)
    month = latest(months)
    return months.loc[month, "employed"] / months.loc[month - 12, "employed"] - 1


def nonfarm(payrolls) -> "job, level":
    """Total nonfarm"""
    return payrolls.loc[latest(payrolls), "employed"]


def share(jobs, nonfarm):
    """Share of total nonfarm"""
    return jobs / nonfarm


def rank(standings, area):
    """Rank by jobs"""
    month = standings.loc[latest(standings), "employed"]
    return 1 + int((month > month.loc[area.code]).sum())


def supersectors(standings):
    """Supersectors"""
    return len(standings.loc[latest(standings)])


def first(employment):
    """First month of the series"""
    return employment.index.get_level_values("month").min()


def highest(employment) -> "job, level":
    """Jobs of the highest month"""
    return _of(employment)["employed"].max()


def highest_months(employment) -> "period, as stated":
    """Month with the most jobs"""
    months = _of(employment)["employed"].pint.magnitude
    return list(months.index[months == months.max()])


def lowest(employment) -> "job, level":
    """Jobs of the lowest month"""
    return _of(employment)["employed"].min()


def lowest_months(employment) -> "period, as stated":
    """Month with the fewest jobs"""
    months = _of(employment)["employed"].pint.magnitude
    return list(months.index[months == months.min()])


def since(employment) -> "period, as stated":
    """Last as high, or as low"""
    months = _of(employment)
    month = latest(months)
    fell = months.loc[month, "employed"] < months.loc[month - 1, "employed"]
    return since_when(months, "employed", lowest=fell, as_stated=True) or months.index[0]


def first_published(payrolls):
    """First publication"""
    return latest(payrolls) + 1


def _of(employment):
    """The supersector's months: its rows are all that the edition has."""
    return employment.droplevel("industry")
