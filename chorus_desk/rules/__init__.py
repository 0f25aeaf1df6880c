"""What makes an invoice acceptable: findings as values. Pure; imports domain and resources."""
