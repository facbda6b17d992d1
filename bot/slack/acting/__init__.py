"""What people want done, on its one path: an act with its arguments, the command, the answer.

Guarantee: buttons, slash commands, shortcuts and words in a thread differ in how a wish is read, and in nothing else.
"""
