"""What one edition of a brief says of periods that an earlier one told of, too, and the records kept of those."""
