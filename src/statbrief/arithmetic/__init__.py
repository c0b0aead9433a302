"""Numbers alone: ranges, formulas, how many digits; nothing here knows a unit, so maker and prover share it."""
