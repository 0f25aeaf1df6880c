"""Business terms to an invoice and back: CII and UBL alike, since factur-x names them alike."""
