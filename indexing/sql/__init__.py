"""What the archive keeps in SQL, and how it is read and written."""
