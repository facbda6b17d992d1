"""The Slack edge: what people see and click, how it is delivered, and how Slack reaches us.

Guarantees: nothing above Slack's limits is ever sent, nothing a stranger wrote can alert or mislead anybody, and a
listener is acknowledged only after what it asks for is stored.
"""
