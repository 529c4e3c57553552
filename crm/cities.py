"""Large cities that no time zone is named after, with their zone and place.

One line per zone: Chinese=English[/other spelling]@latitude,longitude; an underscore is a space. They let a
rep type the city he is in, and keep the nearest place right in wide countries. Coordinates to a tenth of a
degree, which is all that telling zones apart needs.
"""

from dataclasses import dataclass

LARGE_CITIES = """
Asia/Shanghai 北京=Beijing/Peking@39.9,116.4 广州=Guangzhou/Canton@23.1,113.3 深圳=Shenzhen@22.5,114.1
Asia/Shanghai 天津=Tianjin@39.1,117.2 重庆=Chongqing@29.6,106.6 成都=Chengdu@30.7,104.1 武汉=Wuhan@30.6,114.3
Asia/Shanghai 杭州=Hangzhou@30.3,120.2 南京=Nanjing@32.1,118.8 苏州=Suzhou@31.3,120.6 西安=Xi'an@34.3,108.9
Asia/Shanghai 郑州=Zhengzhou@34.7,113.6 长沙=Changsha@28.2,112.9 沈阳=Shenyang@41.8,123.4 青岛=Qingdao@36.1,120.4
Asia/Shanghai 宁波=Ningbo@29.9,121.5 东莞=Dongguan@23.0,113.7 佛山=Foshan@23.0,113.1 合肥=Hefei@31.8,117.2
Asia/Shanghai 济南=Jinan@36.7,117.0 大连=Dalian@38.9,121.6 厦门=Xiamen@24.5,118.1 福州=Fuzhou@26.1,119.3
Asia/Shanghai 哈尔滨=Harbin@45.8,126.6 长春=Changchun@43.9,125.3 昆明=Kunming@25.0,102.7 南宁=Nanning@22.8,108.3
Asia/Shanghai 贵阳=Guiyang@26.6,106.7 太原=Taiyuan@37.9,112.5 石家庄=Shijiazhuang@38.0,114.5 南昌=Nanchang@28.7,115.9
Asia/Shanghai 温州=Wenzhou@28.0,120.7 无锡=Wuxi@31.5,120.3 常州=Changzhou@31.8,119.9 南通=Nantong@32.0,120.9
Asia/Shanghai 徐州=Xuzhou@34.3,117.2 烟台=Yantai@37.5,121.4 潍坊=Weifang@36.7,119.1 泉州=Quanzhou@24.9,118.6
Asia/Shanghai 珠海=Zhuhai@22.3,113.6 中山=Zhongshan@22.5,113.4 惠州=Huizhou@23.1,114.4 汕头=Shantou@23.4,116.7
Asia/Shanghai 兰州=Lanzhou@36.1,103.8 西宁=Xining@36.6,101.8 银川=Yinchuan@38.5,106.2 拉萨=Lhasa@29.7,91.1
Asia/Shanghai 呼和浩特=Hohhot@40.8,111.7 包头=Baotou@40.7,109.8 海口=Haikou@20.0,110.3 三亚=Sanya@18.3,109.5
Asia/Shanghai 金华=Jinhua@29.1,119.6 义乌=Yiwu@29.3,120.1 嘉兴=Jiaxing@30.8,120.8 绍兴=Shaoxing@30.0,120.6
Asia/Shanghai 扬州=Yangzhou@32.4,119.4 洛阳=Luoyang@34.6,112.5 襄阳=Xiangyang@32.0,112.1 宜昌=Yichang@30.7,111.3
Asia/Shanghai 柳州=Liuzhou@24.3,109.4 桂林=Guilin@25.3,110.3 绵阳=Mianyang@31.5,104.7 唐山=Tangshan@39.6,118.2
Asia/Shanghai 齐齐哈尔=Qiqihar@47.4,123.9 海拉尔=Hailar@49.2,119.7 牡丹江=Mudanjiang@44.6,129.6 延吉=Yanji@42.9,129.5
Asia/Shanghai 喀什=Kashgar@39.5,76.0 酒泉=Jiuquan@39.7,98.5 丹东=Dandong@40.1,124.4 佳木斯=Jiamusi@46.8,130.4
Asia/Taipei 高雄=Kaohsiung@22.6,120.3 台中=Taichung@24.1,120.7 台南=Tainan@23.0,120.2 新竹=Hsinchu@24.8,121.0
Asia/Hong_Kong 九龙=Kowloon@22.3,114.2
Asia/Tokyo 大阪=Osaka@34.7,135.5 名古屋=Nagoya@35.2,136.9 京都=Kyoto@35.0,135.8 福冈=Fukuoka@33.6,130.4
Asia/Tokyo 横滨=Yokohama@35.4,139.6 札幌=Sapporo@43.1,141.4 神户=Kobe@34.7,135.2 仙台=Sendai@38.3,140.9
Asia/Seoul 釜山=Busan@35.2,129.1 仁川=Incheon@37.5,126.7 大邱=Daegu@35.9,128.6
Asia/Ho_Chi_Minh 胡志明市=Ho_Chi_Minh_City/Saigon@10.8,106.7 河内=Hanoi@21.0,105.8 岘港=Da_Nang@16.1,108.2
Asia/Kuala_Lumpur 槟城=Penang/George_Town@5.4,100.3 新山=Johor_Bahru@1.5,103.8 怡保=Ipoh@4.6,101.1
Asia/Kuching 亚庇=Kota_Kinabalu@6.0,116.1
Asia/Bangkok 清迈=Chiang_Mai@18.8,99.0 普吉=Phuket@7.9,98.4 孔敬=Khon_Kaen@16.4,102.8
Asia/Jakarta 泗水=Surabaya@-7.3,112.8 万隆=Bandung@-6.9,107.6 棉兰=Medan@3.6,98.7
Asia/Makassar 巴厘岛=Bali/Denpasar@-8.7,115.2
Asia/Manila 宿务=Cebu@10.3,123.9 达沃=Davao@7.1,125.6
Asia/Kolkata 德里=Delhi/New_Delhi@28.6,77.2 孟买=Mumbai/Bombay@19.1,72.9 班加罗尔=Bangalore/Bengaluru@13.0,77.6
Asia/Kolkata 金奈=Chennai@13.1,80.3 海得拉巴=Hyderabad@17.4,78.5 浦那=Pune@18.5,73.9 艾哈迈达巴德=Ahmedabad@23.0,72.6
Asia/Kolkata 古瓦哈提=Guwahati@26.1,91.7 斋浦尔=Jaipur@26.9,75.8 阿姆利则=Amritsar@31.6,74.9 勒克瑙=Lucknow@26.8,80.9
Asia/Karachi 拉合尔=Lahore@31.6,74.3 伊斯兰堡=Islamabad@33.7,73.1
Asia/Dhaka 吉大港=Chittagong@22.3,91.8
Asia/Dubai 阿布扎比=Abu_Dhabi@24.5,54.4 沙迦=Sharjah@25.3,55.4
Asia/Riyadh 吉达=Jeddah@21.5,39.2 达曼=Dammam@26.4,50.1 麦加=Mecca@21.4,39.8
Asia/Jerusalem 特拉维夫=Tel_Aviv@32.1,34.8
Asia/Almaty 阿斯塔纳=Astana@51.2,71.4
Europe/Istanbul 安卡拉=Ankara@39.9,32.9 伊兹密尔=Izmir@38.4,27.1
Europe/London 曼彻斯特=Manchester@53.5,-2.2 伯明翰=Birmingham@52.5,-1.9 利物浦=Liverpool@53.4,-3.0 利兹=Leeds@53.8,-1.5
Europe/London 爱丁堡=Edinburgh@56.0,-3.2 格拉斯哥=Glasgow@55.9,-4.3 布里斯托=Bristol@51.5,-2.6 剑桥=Cambridge@52.2,0.1
Europe/Berlin 慕尼黑=Munich/München@48.1,11.6 汉堡=Hamburg@53.6,10.0 法兰克福=Frankfurt@50.1,8.7 科隆=Cologne/Köln@50.9,7.0
Europe/Berlin 斯图加特=Stuttgart@48.8,9.2 杜塞尔多夫=Düsseldorf@51.2,6.8 莱比锡=Leipzig@51.3,12.4 不来梅=Bremen@53.1,8.8
Europe/Paris 里昂=Lyon@45.8,4.8 马赛=Marseille@43.3,5.4 图卢兹=Toulouse@43.6,1.4 里尔=Lille@50.6,3.1
Europe/Zurich 日内瓦=Geneva/Genève@46.2,6.1 巴塞尔=Basel@47.6,7.6
Europe/Rome 米兰=Milan/Milano@45.5,9.2 那不勒斯=Naples@40.9,14.3 都灵=Turin@45.1,7.7
Europe/Madrid 巴塞罗那=Barcelona@41.4,2.2 瓦伦西亚=Valencia@39.5,-0.4 塞维利亚=Seville@37.4,-6.0
Europe/Lisbon 波尔图=Porto@41.1,-8.6
Europe/Amsterdam 鹿特丹=Rotterdam@51.9,4.5 海牙=The_Hague@52.1,4.3
Europe/Brussels 安特卫普=Antwerp@51.2,4.4
Europe/Warsaw 克拉科夫=Krakow@50.1,19.9 格但斯克=Gdansk@54.4,18.6
Europe/Stockholm 哥德堡=Gothenburg@57.7,12.0
Europe/Moscow 圣彼得堡=Saint_Petersburg/St_Petersburg@59.9,30.3 喀山=Kazan@55.8,49.1
Africa/Johannesburg 开普敦=Cape_Town@-33.9,18.4 德班=Durban@-29.9,31.0
Africa/Lagos 阿布贾=Abuja@9.1,7.4
Africa/Cairo 亚历山大=Alexandria@31.2,29.9
Australia/Brisbane 黄金海岸=Gold_Coast@-28.0,153.4
Australia/Sydney 堪培拉=Canberra@-35.3,149.1 纽卡斯尔=Newcastle@-32.9,151.8
Pacific/Auckland 惠灵顿=Wellington@-41.3,174.8 基督城=Christchurch@-43.5,172.6
America/New_York 华盛顿=Washington/Washington_DC@38.9,-77.0 波士顿=Boston@42.4,-71.1 费城=Philadelphia@40.0,-75.2
America/New_York 纽约=New_York/NYC@40.7,-74.0
America/Los_Angeles 洛杉矶=Los_Angeles/LA@34.1,-118.2
America/New_York 迈阿密=Miami@25.8,-80.2 亚特兰大=Atlanta@33.7,-84.4 匹兹堡=Pittsburgh@40.4,-80.0 克利夫兰=Cleveland@41.5,-81.7
America/New_York 夏洛特=Charlotte@35.2,-80.8 奥兰多=Orlando@28.5,-81.4 坦帕=Tampa@27.9,-82.5 辛辛那提=Cincinnati@39.1,-84.5
America/New_York 巴尔的摩=Baltimore@39.3,-76.6 罗利=Raleigh@35.8,-78.6 布法罗=Buffalo@42.9,-78.9
America/Chicago 休斯顿=Houston@29.8,-95.4 达拉斯=Dallas@32.8,-96.8 奥斯汀=Austin@30.3,-97.7 圣安东尼奥=San_Antonio@29.4,-98.5
America/Chicago 明尼阿波利斯=Minneapolis@45.0,-93.3 圣路易斯=St_Louis/Saint_Louis@38.6,-90.2 新奥尔良=New_Orleans@30.0,-90.1
America/Chicago 纳什维尔=Nashville@36.2,-86.8 堪萨斯城=Kansas_City@39.1,-94.6 密尔沃基=Milwaukee@43.0,-87.9 孟菲斯=Memphis@35.1,-90.0
America/Chicago 奥马哈=Omaha@41.3,-96.0 俄克拉何马城=Oklahoma_City@35.5,-97.5
America/Denver 盐湖城=Salt_Lake_City@40.8,-111.9 阿尔伯克基=Albuquerque@35.1,-106.7 埃尔帕索=El_Paso@31.8,-106.5
America/Los_Angeles 旧金山=San_Francisco/SF@37.8,-122.4 西雅图=Seattle@47.6,-122.3 圣地亚哥=San_Diego@32.7,-117.2
America/Los_Angeles 圣何塞=San_Jose@37.3,-121.9 拉斯维加斯=Las_Vegas@36.2,-115.1 波特兰=Portland@45.5,-122.7 萨克拉门托=Sacramento@38.6,-121.5
America/Phoenix 图森=Tucson@32.2,-110.9
America/Toronto 蒙特利尔=Montreal/Montréal@45.5,-73.6 渥太华=Ottawa@45.4,-75.7 魁北克=Quebec@46.8,-71.2
America/Edmonton 卡尔加里=Calgary@51.0,-114.1
America/Mexico_City 瓜达拉哈拉=Guadalajara@20.7,-103.4
America/Monterrey 蒙特雷=Monterrey@25.7,-100.3
America/Sao_Paulo 里约热内卢=Rio_de_Janeiro/Rio@-22.9,-43.2 巴西利亚=Brasilia@-15.8,-47.9 贝洛奥里藏特=Belo_Horizonte@-19.9,-43.9
America/Bogota 麦德林=Medellin@6.2,-75.6
"""


@dataclass(frozen=True, slots=True)
class City:
    """A city: its zone, its names as people type them, the Chinese first, and where it lies in degrees."""

    zone: str
    names: tuple[str, ...]
    latitude: float
    longitude: float


def large_cities() -> list[City]:
    """Return the cities of the table."""
    cities = []
    for line in LARGE_CITIES.strip().splitlines():
        zone, *entries = line.split()
        for entry in entries:
            names, _, place = entry.partition("@")
            latitude, _, longitude = place.partition(",")
            spelled = names.replace("_", " ").replace("=", "/").split("/")
            cities.append(City(zone, tuple(spelled), float(latitude), float(longitude)))
    return cities
