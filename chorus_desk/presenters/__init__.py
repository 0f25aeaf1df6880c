"""What a screen or a terminal shows, as values. No Qt; may import use cases and below."""
