"""The OpenAPI document: what every address takes and answers, made from the shapes, filters and vocabularies."""
