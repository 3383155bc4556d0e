"""The five levels of congresses, what each of them has, and the places that have none."""

from __future__ import annotations

from enum import Enum


class Level(Enum):
    """A level of people's congress; 县 stands for counties, cities without districts and city districts."""

    NATION = "nation", "国家", "nation"
    PROVINCE = "province", "省", "province"
    CITY = "city", "市", "city with districts"
    COUNTY = "county", "县", "county"
    TOWNSHIP = "township", "乡", "township"

    def __init__(self, code: str, label: str, english: str) -> None:
        """Keep the two labels beside the code."""
        self.code = code
        self.label = label
        self.english = english

    def __str__(self) -> str:
        """Give the Chinese label."""
        return self.label

    @property
    def has_standing_committee(self) -> bool:
        """Say whether the congress has a standing committee; townships have none (地方组织法第十八条)."""
        return self is not Level.TOWNSHIP

    @property
    def has_council_of_chairs(self) -> bool:
        """Say whether a council of chairpersons meets (地方组织法第五十四条; the nation has its own form)."""
        return self.has_standing_committee

    @property
    def has_secretary_general(self) -> bool:
        """Say whether the standing committee has a secretary-general; a county's has not (第四十七条)."""
        return self in {Level.NATION, Level.PROVINCE, Level.CITY}

    @property
    def has_special_committees(self) -> bool:
        """Say whether the congress may set up special committees (地方组织法第三十三条)."""
        return self is not Level.TOWNSHIP

    @property
    def has_permanent_presidium(self) -> bool:
        """Say whether the presidium works between sessions; only a township's does (第十九条)."""
        return self is Level.TOWNSHIP

    @property
    def is_elected_directly(self) -> bool:
        """Say whether voters elect the deputies themselves (选举法第三条)."""
        return self in {Level.COUNTY, Level.TOWNSHIP}

    @property
    def may_make_regulations(self) -> bool:
        """Say whether the congress may pass local regulations (立法法第八十、八十一条)."""
        return self in {Level.PROVINCE, Level.CITY}

    @property
    def council_of_chairs(self) -> tuple[str, ...]:
        """List who sits on the council of chairpersons (地方组织法第五十四条); empty for a township."""
        if not self.has_council_of_chairs:
            return ()
        if self is Level.NATION:
            return ("委员长", "副委员长", "秘书长")
        return ("主任", "副主任", "秘书长") if self.has_secretary_general else ("主任", "副主任")

    @property
    def above(self) -> Level | None:
        """Give the next higher level, or nothing for the nation."""
        levels = list(Level)
        index = levels.index(self)
        return levels[index - 1] if index else None

    @property
    def below(self) -> Level | None:
        """Give the next lower level, or nothing for a township."""
        levels = list(Level)
        index = levels.index(self)
        return levels[index + 1] if index + 1 < len(levels) else None


class Place(Enum):
    """A kind of place; a sub-district or a zone has offices of the congress above, never a congress."""

    PROVINCE = "province", "省（自治区、直辖市）", Level.PROVINCE
    CITY = "city", "设区的市（自治州）", Level.CITY
    COUNTY = "county", "县（市、区）", Level.COUNTY
    TOWNSHIP = "township", "乡（民族乡）", Level.TOWNSHIP
    TOWN = "town", "镇", Level.TOWNSHIP
    SUBDISTRICT = "subdistrict", "街道", None
    ZONE = "zone", "开发区", None

    def __init__(self, code: str, label: str, level: Level | None) -> None:
        """Keep the label and the level of the place's congress, if it has one."""
        self.code = code
        self.label = label
        self.level = level

    @property
    def has_congress(self) -> bool:
        """Say whether a people's congress is elected here (地方组织法第五十九条 for sub-districts)."""
        return self.level is not None
