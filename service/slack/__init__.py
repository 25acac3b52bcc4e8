"""Slack: questions in channels, direct messages and the assistant pane. A job per file.

    heard → seen → threads → answering → blocks → delivery

`app.py` says which of Slack's events goes where. Only what is in this folder knows slack-bolt.
"""
