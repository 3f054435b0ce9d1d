"""Makes what is handed to Amazon: the skill package and the function that AWS runs. No other room imports this one,
but the desk reads its interaction models."""
