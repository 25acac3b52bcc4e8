"""Public evaluation sets: the service against questions that nobody here wrote.

The sets stay where they are (`--data`); nothing of them enters this repository.
"""
