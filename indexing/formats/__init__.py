"""The formats that articles come in."""
