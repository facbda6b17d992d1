"""Classification: a batch of mentions in, one classification each out.

Guarantee: nothing heavy is imported until an encoder or a head is asked to work, and no text makes it raise.
"""
