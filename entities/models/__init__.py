"""Who: countries, entities and how they are related."""

from core.history import track_app
from entities.models.countries import Country, CountryName
from entities.models.entities import Entity, Identifier, Name
from entities.models.merging import SameEntity
from entities.models.places import Place
from entities.models.relationships import LobbyContact, Relationship

__all__ = [
    "Country",
    "CountryName",
    "Entity",
    "Identifier",
    "LobbyContact",
    "Name",
    "Place",
    "Relationship",
    "SameEntity",
]

track_app("entities")
