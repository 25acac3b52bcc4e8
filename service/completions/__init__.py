"""What goes to a chat model's host and what comes back, as values; `service/llm.py` sends them."""
