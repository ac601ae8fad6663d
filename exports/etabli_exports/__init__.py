"""The paper side of Établi: an `etabli.atelier.Atelier` is projected to a `Document`, which a writer turns into a file.

``project(atelier, medium) → Document`` is pure; ``write(document) → bytes`` is one module per medium.
"""
