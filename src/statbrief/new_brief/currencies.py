"""What heads and cells call money: codes of ISO 4217, signs, and words that several countries have for their own.

A code is read wherever it stands; of those that are words or measures of something else, too (INR is a test of blood,
COP a police officer), only where the head speaks of money.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CODES = frozenset(
    (
        *("USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "BGN", "RSD", "UAH", "RUB"),
        *("JPY", "CNY", "KRW", "TWD", "HKD", "SGD", "THB", "VND", "IDR", "MYR", "PKR", "BDT", "LKR", "AUD", "NZD"),
        *("MXN", "BRL", "ARS", "CLP", "UYU", "CRC", "GTQ", "HNL", "PYG", "DOP", "ZAR", "NGN", "KES", "GHS", "EGP"),
        *("ILS", "AED", "QAR"),
    )
)
"""Those that are nothing else."""
ALSO_ELSE = frozenset(("CAD", "INR", "TRY", "COP", "PEN", "MAD", "RON", "PHP", "SAR", "BOB"))
"""Those that are money where the head speaks of it."""
WORDS: Mapping[str, str] = {
    **{each.lower(): each for each in (*CODES, *ALSO_ELSE)},
    **dict.fromkeys(("us$",), "USD"),
    **dict.fromkeys(("\u20ac", "euro", "euros"), "EUR"),
    "\u00a3": "GBP",
    **dict.fromkeys(("$", "\u00a5", "r$", "dollar", "dollars", "d\u00f3lares", "dollari", "d\u00f3lar"), ""),
    **dict.fromkeys(("pesos", "yen", "reais", "pounds", "libras", "francs", "franken", "kr", "rubles", "rupees"), ""),
}
"""Words and signs of money, in small letters, and the unit that each is; nothing where nobody can tell which."""
SIGNS: Mapping[str, str] = {"\u20ac": "EUR", "\u00a3": "GBP", "US$": "USD", **{each: each for each in CODES}}
"""What stands right beside a number, and the unit that it is."""
_OF_MONEY = (
    *("price", "cost", "wage", "salar", "income", "earning", "revenue", "turnover", "sales", "spend", "spent"),
    *("expend", "budget", "debt", "deficit", "balance", "loan", "credit", "invest", "tax", "fee", "fare", "rent"),
    *("pay", "pension", "gdp", "export", "import", "trade", "profit", "loss", "asset", "capital", "grant", "money"),
    *("amount", "currency", "value", "precio", "coste", "costo", "salario", "sueldo", "ingreso", "gasto", "deuda"),
    *("pib", "impuesto", "valor", "prix", "revenu", "recette", "d\u00e9pense", "depense", "dette", "preis", "kosten"),
    *("lohn", "umsatz", "einnahm"),
)
"""How words for amounts of money begin."""


def code_in(said: str, head: str) -> str:
    """The code of a currency that a part of a head says, in large letters or small; nothing where it says none.

    >>> code_in("mxn", "price_mxn"), code_in("CAD", "Rent (CAD)"), code_in("CAD", "Deaths (CAD)")
    ('MXN', 'CAD', '')
    """
    code = said.upper()
    speaks_of_money = any(each.startswith(_OF_MONEY) for each in re.split(r"[\W_]+", head.casefold()))
    return code if code in CODES or (code in ALSO_ELSE and speaks_of_money) else ""
