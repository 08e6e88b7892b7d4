"""A trial of the rules: invented clean cases, anomalies planted among them, and what the rules make of both.

Everything here is invented and seeded. People, firms, places are numbers; nothing of a real organ is in it.
"""
