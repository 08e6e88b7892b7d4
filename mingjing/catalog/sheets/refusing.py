"""Files that are refused as a whole: nothing of them is read, and one Chinese sentence says why and what to do."""

from __future__ import annotations

MEBIBYTE = 1 << 20
MOST_BYTES = 60 * MEBIBYTE  # the file as uploaded
MOST_UNPACKED = 600 * MEBIBYTE  # what a packed workbook may unfold to
MOST_RATIO, RATIO_FROM = 300, 50 * MEBIBYTE  # deflate reaches 1,032 on zeros; 50,000 equal rows stay below 200
MOST_PARTS = 2000
MOST_ROWS = 50_000
HEADER_WITHIN = 20  # the header is looked for in so many rows


class Refused(ValueError):
    """The file cannot be read at all; the text is what the uploader is told."""


BROKEN = "文件已经损坏，打不开：请用 Excel 或者 WPS 打开原文件，另存为 .xlsx 后重新上传。"
NOT_A_SHEET = "这不是表格文件：请上传 .xlsx、.xls、.ods 或者 .csv 文件，可以先下载本清单的模板填写。"
MACRO = "文件带有宏，不予读取：请另存为不带宏的“Excel 工作簿（.xlsx）”后重新上传。"
ENCRYPTED = "文件设有打开密码，读不出来：请去掉密码（文件—信息—保护工作簿）后重新上传。"
BINARY = "这是 .xlsb 二进制工作簿：请另存为“Excel 工作簿（.xlsx）”后重新上传。"
WEB_PAGE = "这是改了扩展名的网页或者 XML 文件，不是真正的表格：请用 Excel 或者 WPS 打开它，另存为 .xlsx 后重新上传。"
EMPTY = "文件是空的：请选择填写好的表格。"
BOMB = "文件解压后过大，不予读取：请新建一个工作簿，只把要导入的数据粘贴进去，再上传。"
SPRAWLING = (
    "工作表里离数据很远的地方还有内容（第 10 万行以下，或者第 64 列以右）：请新建一个工作簿，只粘贴要导入的数据再上传。"
)
