"""What columns are called in other people's spreadsheets, in both languages."""

import re
from enum import StrEnum
from functools import cache

from crm.understanding.fold import fold


class Field(StrEnum):
    """What a column can hold; those after `VISITED_ON` are about a person at the customer."""

    NAME = "name"
    SHORT_NAME = "short_name"
    CITY = "city"
    REGION = "region"
    INDUSTRY = "industry"
    GRADE = "grade"
    PREFERENCE = "preference"
    TAGS = "tags"
    ADDRESS = "address"
    OWNER = "owner"
    TEAM = "team"
    NOTE = "note"
    PIN = "pin"
    VISITED_ON = "visited_on"
    CONTACT = "contact"
    FAMILY_NAME = "family_name"
    TITLE = "title"
    PHONE = "phone"
    EMAIL = "email"
    DAYS = "days"

    __hash__ = str.__hash__  # of an enumeration it is not in C, and every row asks for some fifty


OF_A_PERSON = frozenset(
    {
        Field.CONTACT,
        Field.FAMILY_NAME,
        Field.TITLE,
        Field.PHONE,
        Field.EMAIL,
        Field.DAYS,
    }
)

# Headers as they are compared: folded, without spaces, punctuation and numbers.
SYNONYMS = {
    Field.NAME: """客户名称 客户名 客户 客户全称 公司名称 公司名 公司 公司全称 单位名称 单位 企业名称 企业 全称 名称 客户公司
        工作单位 客户单位 甲方 厂商 商户 商户名称 company companyname account accountname customer
        customername client clientname organization organisation organizationname business businessname
        firm name""",
    Field.SHORT_NAME: """简称 客户简称 公司简称 别名 短名 shortname short alias nickname abbreviation abbrev
        knownas dba tradingas""",
    Field.CITY: """城市 地区 市 所在城市 所在地 所在地区 省市 城市地区 city town area location
        citytown cityregion billingcity""",
    Field.REGION: """区域 大区 销售区域 销售大区 省份 省 省自治区 province state county region salesregion territory
        salesterritory""",
    Field.INDUSTRY: """行业 所属行业 行业类别 行业类型 行业分类 所在行业 industry sector vertical industrysector
        lineofbusiness trade""",
    Field.GRADE: """等级 级别 客户等级 客户级别 客户分级 客户分类 分级 星级 重要程度 重要性 abc类 grade tier
        class rating level priority customergrade accounttier abc abcclass""",
    Field.PREFERENCE: """产品偏好 偏好 意向产品 感兴趣的产品 主要产品需求 preference productpreference
        interestedin productinterest productsofinterest""",
    Field.TAGS: "标签 客户标签 标记 tag tags label labels keywords",
    Field.ADDRESS: """地址 详细地址 公司地址 办公地址 通讯地址 联系地址 单位地址 注册地址 address street
        streetaddress addr addressline fulladdress billingaddress""",
    Field.OWNER: """负责人 客户经理 业务员 销售 销售员 销售代表 跟进人 归属 归属人 所属销售 业务经理 业务代表 我方负责人
        销售负责人 owner salesrep rep accountmanager accountowner salesperson assignedto recordowner
        representative""",
    Field.TEAM: "团队 所属团队 销售团队 team salesteam",
    Field.NOTE: """备注 说明 跟进记录 跟进情况 拜访记录 拜访情况 最近跟进 最近拜访情况 上次拜访情况 情况 备注信息 其他信息
        notes note remarks remark comment comments lastvisitnotes visitnotes description details""",
    Field.PIN: """坐标 经纬度 定位 位置坐标 地图坐标 gps coordinates coordinate latlong latlon latlng gpscoordinates
        geolocation mappin pin""",
    Field.VISITED_ON: """拜访日期 拜访时间 最近拜访 最近拜访日期 最近拜访时间 上次拜访 上次拜访日期 上次拜访时间 最后联系时间
        最近联系 最近联系日期 最近联系时间 最后跟进时间 最近跟进时间 最近跟进日期 跟进日期 lastvisit lastvisited
        lastvisitdate lastcontact lastcontacted lastcontactdate lastactivity lastactivitydate visitdate
        datevisited""",
    Field.CONTACT: """联系人 联系人姓名 联络人 联系人名 姓名 对接人 经办人 收件人 接洽人 采购联系人 关键人 客户联系人 客户负责人
        公司负责人 contact contactname contactperson person fullname keycontact primarycontact
        maincontact attention attn firstname givenname contactfirstname""",
    Field.FAMILY_NAME: "lastname surname familyname contactlastname",
    Field.TITLE: """职务 职位 头衔 岗位 职称 title jobtitle position role contacttitle job designation""",
    Field.PHONE: """电话 手机 手机号 手机号码 座机 固定电话 固话 联系电话 联系方式 电话号码 办公电话 移动电话 联系手机
        电话手机 手机电话 手机微信 直线 总机 phone mobile cell telephone tel phonenumber mobilephone
        mobilenumber cellphone officephone workphone businessphone landline directline contactnumber
        telephonenumber telno phoneno mobileno phonemobile""",
    Field.EMAIL: """邮箱 电子邮箱 电子邮件 邮件 邮箱地址 邮件地址 email mail emailaddress emailid workemail""",
    Field.DAYS: """生日 出生日期 出生年月日 联系人生日 纪念日 结婚纪念日 周年纪念 周年 生日和纪念日 birthday birthdate dob dateofbirth
        birthdays bday anniversary anniversaries weddinganniversary occasions birthdaysandotherdays""",
}
FIELD_OF = {word: field for field, words in SYNONYMS.items() for word in words.split()}
BESIDE_THE_POINT = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\]|【[^】]*】)|[\W_]+|\d+")
HAN, LATIN = re.compile(r"[\u4e00-\u9fff]+"), re.compile(r"[a-z]+")
PREFIX = re.compile(
    r"^(?:所属|所在|客户|公司|单位|企业|联系人|联络人|主要|对接人|contacts?|customer|company|account|client|primary|main|key)"
)
ORDINALS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "first": 1,
    "second": 2,
    "third": 3,
    "备用": 2,
    "其他": 2,
    "other": 2,
}
ORDINAL = re.compile(
    r"第([一二三四])|(?<=[人话机名箱])([一二三四])$|^(first|second|third)(?!\W*name)|(备用|其他|^other)"
)


# What the contact's column of an export of ours adds to its name: then a row is one contact, taken as it stands.
ONE_A_ROW = re.compile(r"\((?:one a row|每行一位)\)")


def is_one_a_row(header: str) -> bool:
    """Say whether a header tells that each row has one contact, as the exports of Fieldbook do."""
    return ONE_A_ROW.search(fold(header)) is not None


@cache
def field_of(header: str) -> Field | None:
    """Return what a header names, whatever its spelling: "联系人电话 *", "Phone (2)", "城市 City"."""
    words = _plain(ORDINAL.sub("", fold(header)))
    for part in (words, HAN.sub("", words), LATIN.sub("", words)):
        if field := FIELD_OF.get(part) or FIELD_OF.get(PREFIX.sub("", part)):
            return field
    return None


def number_in(header: str) -> int | None:
    """Return which person or number of several a header is about: 2 for "联系人2" and "第二联系人"."""
    plain = fold(header)
    if digit := re.search(r"[1-9]", plain):
        return int(digit[0])
    word = ORDINAL.search(plain)
    return ORDINALS[next(filter(None, word.groups()))] if word else None


def _plain(words: str) -> str:
    return BESIDE_THE_POINT.sub("", words)
