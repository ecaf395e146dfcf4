"""What the workspace remembers and how it may change: records, conversations, messages, and how they look to an app.

Reading order: ``records`` (the plain values), ``state`` (all of them, and the one stream of changes), ``channels`` and
``messages`` (the rules), ``shapes`` (an answer's form). May not: know an app's connection, a person or HTTP.
"""
