"""The archive as the tools of an assistant, by the Model Context Protocol."""
