"""What is counted and measured in Chinese, so that a number before it is no money.

Apart from the words of money: what is at rest reads numbers, and needs no currencies.
"""

from crm.understanding.vocabulary.wording import longest_first, words

MEASURES = (
    "台套个件米吨天周月年号楼层人位名次批箱包袋瓶本份条张辆架艘座家组间斤克升页期级代款种类只支根把双对桶"
    "盒卷片块板颗粒部方株头匹亩平分秒时点岁届轮排栋户口樘扇幅棵株粒尊面副捆顶盏匝"
)
LONG_MEASURES = longest_first(
    words(
        "公斤 千克 平方 平米 立方 公里 小时 分钟 毫米 厘米 万件 用户 节点 工位 机位 房间 班级 "
        "学生 员工"
    )
)
