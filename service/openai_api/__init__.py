"""The archive as a model among others, for every program that speaks OpenAI's chat completions.

What is meant by each field is theirs: https://platform.openai.com/docs/api-reference/chat
"""
