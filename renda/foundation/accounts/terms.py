"""Words of accounts: kinds of place, levels of congress, roles, kinds of organ."""

from renda.foundation.vocabulary import Term


class PlaceKind(Term):
    """What a region is."""

    NATION = "nation", "国家"
    PROVINCE = "province", "省级"
    CITY = "city", "设区的市"
    COUNTY = "county", "县（市、区）"
    TOWN = "town", "镇"
    TOWNSHIP = "township", "乡"
    SUBDISTRICT = "subdistrict", "街道"
    ZONE = "zone", "开发区"


class Level(Term):
    """Level of a congress; five levels of deputies."""

    NATION = "nation", "全国"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class Role(Term):
    """What a post lets its holder do; always within a place, and for a handler within an organ."""

    CLERK = "clerk", "联络站工作人员"
    DEPUTY = "deputy", "人大代表"
    OFFICE = "office", "人大机关工作人员"
    HANDLER = "handler", "承办单位经办人"
    HEAD = "head", "承办单位负责人"
    COMMITTEE = "committee", "人大专门委员会、工作委员会"
    LEADER = "leader", "领导（查看统计）"
    OPERATOR = "operator", "系统管理员"


# Roles that are held in an organ and not in a place alone.
ORGAN_ROLES = (Role.HANDLER, Role.HEAD, Role.COMMITTEE)


class OrganKind(Term):
    """What an organ that handles matters is."""

    CONGRESS = "congress", "人大机关"
    GOVERNMENT = "government", "政府部门"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"
    SUPERVISION = "supervision", "监察委员会"
    COURT = "court", "人民法院"
    PROCURATORATE = "procuratorate", "人民检察院"
    ENTERPRISE = "enterprise", "公共服务企业"
