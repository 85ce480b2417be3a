"""What names of parties say beside the name: legal forms, and common words in several languages."""

from __future__ import annotations

import json

from fingerprints.types.data import TYPES

from core.text import normalise_name

# Met in our data or its languages and not in the library's table (docs/decisions/0018).
MORE_FORMS = (
    "Anonim Şirketi", "Sanayi ve Ticaret", "San. ve Tic.", "San. Tic.", "ФГУП", "ФГУ", "НПО", "НПП", "НПК", "НИИ",
    "ОКБ",     "ՓԲԸ", "ՍՊԸ", "ԲԲԸ", "Private Limited", "Pvt. Ltd.", "Zrt.", "شركة", "JSCo", "LLC FZ", "S.A.S.", "K.K.",
)  # fmt: skip
# Words that a party's own translations exchange: "Baykar Savunma" is "Baykar Defence".
SAME_WORDS = {
    "defence": (
        "defense", "savunma", "müdafiə", "оборона", "оборонные", "պաշտպանություն", "verteidigung", "difesa", "defensa",
    ),
    "technology": (
        "technologies", "teknoloji", "teknolojileri", "технология", "технологии", "технолоджи", "texnologiya",
        "texnologiyaları", "տեխնոլոգիա", "technologie", "tecnologia", "technologia",
    ),
    "industry": ("industries", "sanayi", "sanayii", "sənaye", "промышленность", "industrie", "industria"),
    "aviation": ("havacılık", "авиация", "aviasiya", "ավիացիա", "aviación"),
    "systems": (
        "system", "sistem", "sistemleri", "sistemler", "система", "системы", "системз", "համակարգեր", "systeme",
    ),
    "electronics": ("electronic", "elektronik", "электроника", "elektronika", "էլեկտրոնիկա", "elettronica"),
    "semiconductor": ("semiconductors", "полупроводники", "halbleiter"),
    "microelectronics": ("microelectronic", "mikroelektronik", "микроэлектроника"),
    "machinery": ("makina", "makine", "машиностроение", "машзавод", "maschinenbau", "maşınqayırma"),
    "plant": ("завод", "zavodu", "fabrika", "fabrikası", "factory", "works", "գործարան"),
    "ministry": ("bakanlığı", "министерство", "nazirliyi", "նախարարություն", "ministerium", "ministère"),
    "army": ("ordusu", "армия", "բանակ"),
    "centre": ("center", "centr", "центр", "merkezi", "kentron", "centro", "zentrum"),
    "group": ("grubu", "группа", "groupe", "gruppe", "gruppo", "grup"),
}  # fmt: skip
# Common in names, and nobody's name.
COMMON_WORDS = ("international", "trading", "general", "national", "research", "forces", "armed", "force")


def company_forms() -> list[str]:
    """Every legal form, spelt as name_key looks it up: plain and run together."""
    printed = [form for kind in TYPES["types"] for form in (kind["main"], *kind["forms"])]
    spelt = {normalise_name(form).replace(" ", "") for form in (*printed, *MORE_FORMS)}
    return sorted(form for form in spelt if len(form) > 1)


def same_words() -> dict[str, str]:
    """Every common word with the English one that it stands for; only single words are looked up."""
    pairs = ((normalise_name(other), english) for english, others in SAME_WORDS.items() for other in others)
    return {other: english for other, english in pairs if " " not in other}


def common_words() -> list[str]:
    """The English words that many names have."""
    return sorted({*SAME_WORDS, *COMMON_WORDS})


def filled(sql: str) -> str:
    """`sql/name_key.sql` with the lists written into it, for migrations; plain words need no quoting."""
    common = ", ".join(f"name_sounds('{word}')" for word in common_words())
    return (
        sql.replace(":forms", f"'{{{','.join(company_forms())}}}'::text[]")
        .replace(":words", f"'{json.dumps(same_words(), sort_keys=True)}'::jsonb")
        .replace(":common", f"ARRAY[{common}]")
    )
