"""文书: the forms the law prescribes, their filled text, its units and commitments, numbers, versions, pages.

Serves review, procedure, disclosure and archive. It receives values and never looks them up: what goes into a form is
gathered by ``procedure``; who may read or publish it is decided elsewhere. It must not know review, notices, decisions
or publications.
"""
