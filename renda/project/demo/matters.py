"""Invented matters, names and answers for the demo city; none of it happened."""

from __future__ import annotations

import random
from dataclasses import dataclass

from renda.capabilities.casework.terms import Category

_SUBJECTS: dict[str, tuple[tuple[str, str], ...]] = {
    Category.UTILITIES: (
        ("暖气不热，白天只有15度", "已更换锁死的阀门并逐户测温，室温都在18度以上"),
        ("自来水水压低，三楼以上做饭时没有水", "已更换加压泵，早晚用水高峰水压正常"),
        ("供水管道漏水，路面一直积水", "漏点已修复，路面已恢复"),
        ("燃气管道改造后一直没有通气", "已完成打压试验并通气，逐户做了安全检查"),
        ("夜里经常停电，冰箱里的东西都坏了", "已更换变压器，近两周没有再停电"),
    ),
    Category.ROADS: (
        ("路口夜间路灯不亮，老人出门看不清路", "已更换灯具12盏，全部亮灯"),
        ("村道坑洼多，下雨天三轮车过不去", "已铺设碎石并压实，列入明年硬化计划"),
        ("学校门口接送时段拥堵，孩子过马路危险", "增设护学岗，划定临时停车区，每天两个时段有人值守"),
        ("公交末班车收车太早，下夜班没有车坐", "末班车延后40分钟，已在站牌公布"),
        ("排水沟盖板破损，有人踩空过", "已更换盖板9块，周边一并检查"),
        ("村口桥栏杆断了，没有警示", "已设警示牌并修复栏杆"),
    ),
    Category.ENVIRONMENT: (
        ("垃圾点两天才清运一次，夏天味道很大", "改为每天清运一次，并更换带盖的垃圾箱"),
        ("河道边有人倾倒建筑垃圾", "已清理并安装监控，责任人已处理"),
        ("工地夜里施工声音大，影响休息", "已约谈施工单位，晚上10点后停止施工"),
        ("养殖场粪污流到村边水渠", "已建成沉淀池，渠道已清淤"),
        ("公共厕所长期关门", "已修复上下水并恢复开放，有专人打扫"),
    ),
    Category.EDUCATION: (
        ("村里的孩子上幼儿园要走五里路", "已开通接送车，下学期起在村内设教学点"),
        ("小学放学早，家里没人接", "学校已开设课后服务，自愿参加"),
        ("中学宿舍热水供应时间太短", "供水时间延长到晚上9点半"),
        ("校门口小卖部卖过期食品", "已查处并停业整改"),
    ),
    Category.HEALTH: (
        ("卫生室经常没有人，看病要跑到镇上", "已安排乡村医生每周三天驻村"),
        ("养老认证在手机上操作不会", "工作人员已当面帮助完成认证"),
        ("慢性病药在村里报销不了", "已开通村卫生室医保结算"),
        ("医保缴费后查不到记录", "系统信息已更正，缴费记录可以查询"),
    ),
    Category.ELDERLY: (
        ("老年食堂就餐卡充值要到镇上去", "每周二上门办理充值，也可由家属代办"),
        ("日间照料中心的床位不够", "新增床位10张，已投入使用"),
        ("高龄津贴两个月没有到账", "因账号变更退回，已补发到位"),
        ("村里老人多，想有个活动的地方", "已腾出两间闲置教室作为活动室"),
    ),
    Category.HOUSING: (
        ("老旧小区楼顶漏雨", "已完成防水施工，雨后回访没有再漏"),
        ("电动车充电桩不够用，有人从楼上拉线", "新增充电桩16个，私拉的线已清理"),
        ("物业费涨了，服务没有跟上", "业委会与物业已重新约定服务内容并公示"),
        ("小区单元门禁坏了半年", "门禁已更换，住户可用卡或密码进出"),
        ("小区门口积水结冰", "已铺防滑垫并修复排水口"),
    ),
    Category.OTHER: (
        ("村里的广播听不清", "已更换喇叭4只"),
        ("集市占道，急救车进不来", "已划定摊位区，留出通道"),
        ("想办个体营业执照，不知道要带什么", "已告知所需材料，并帮助网上提交"),
        ("退耕还林补助标准不清楚", "已逐项说明标准和发放时间"),
    ),
}
_WHERE = (
    "惠民",
    "安居",
    "和谐",
    "新建",
    "幸福",
    "龙山",
    "桥东",
    "桥西",
    "南关",
    "北关",
    "向阳",
    "文昌",
    "兴业",
    "清泉",
    "柳林",
    "槐树",
)
_KIND = ("小区", "苑", "巷", "路口", "村")
_TOPICS = (
    "了解医保缴费办法",
    "询问村级道路规划",
    "了解宅基地确权",
    "询问老旧小区改造进度",
    "了解就业培训报名",
    "送来感谢信",
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史侯邵孟龙万段雷武乔贺赖龚文薛"
GIVEN = [
    "秀兰",
    "建平",
    "玉梅",
    "志强",
    "海平",
    "玉珍",
    "改香",
    "彦军",
    "巧云",
    "秋生",
    "丽芳",
    "建国",
    "晓东",
    "春生",
    "桂花",
    "永红",
    "俊明",
    "小勤",
    "爱民",
    "国庆",
    "文斌",
    "雪梅",
    "海燕",
    "志刚",
    "红梅",
    "卫东",
    "丽华",
    "建军",
    "淑珍",
    "晓燕",
    "宝山",
    "凤英",
    "润生",
    "补兰",
    "旭东",
    "亚男",
    "振华",
    "艳红",
    "福生",
    "素琴",
]


@dataclass(frozen=True)
class Invented:
    """One matter: what is said, where, what it is about, and how it would be answered."""

    words: str
    location: str
    category: str
    answer: str


def matter(place_name: str, rng: random.Random) -> Invented:
    """A matter that could have come up at this place."""
    category = rng.choice(list(_SUBJECTS))
    said, answer = rng.choice(_SUBJECTS[category])
    spot = f"{rng.choice(_WHERE)}{rng.choice(_KIND)}"
    return Invented(f"{spot}{said}。{_since(rng)}", f"{place_name}{spot}", category, answer)


def _since(rng: random.Random) -> str:
    return rng.choice(
        ("已经一个多星期了", "反映过一次没有回音", "周围几户都是这样", "希望入冬前能解决", "麻烦帮着问一问")
    )


def topic(rng: random.Random) -> str:
    """Why someone came without leaving a matter."""
    return rng.choice(_TOPICS)


def name(rng: random.Random) -> str:
    """A person's name, invented."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def phone(rng: random.Random) -> str:
    """A telephone number from the range that is never given out."""
    return f"1990000{rng.randrange(10_000):04d}"
