"""The counter: what the public may *do*: a party's page by the code on a served paper; applications.

No login, no accounts. It serves people outside the organ, knows the procedure's ``queries`` and ``actions`` only, and
never shows a stranger more than the paper in his hand already tells him.
"""
