"""The typefaces official documents are set in, by name: they are licensed, so names are all we carry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Face:
    """A typeface: the name written into documents, what Word takes where it is missing, and other names of it."""

    name: str
    fallback: str
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which a document may ask for it."""
        return (self.name, self.fallback, *self.others)


FANG_SONG = Face("仿宋_GB2312", "仿宋", ("FangSong", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋"))
KAI = Face("楷体_GB2312", "楷体", ("KaiTi", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "华文楷体"))
HEI = Face("黑体", "黑体", ("SimHei", "方正黑体_GBK", "方正黑体简体"))
SONG = Face("宋体", "宋体", ("SimSun", "方正书宋_GBK", "方正书宋简体"))
TITLE_SONG = Face("方正小标宋简体", "宋体", ("方正小标宋_GBK", "小标宋体", "SimSun"))
FACES = (FANG_SONG, KAI, HEI, SONG, TITLE_SONG)
