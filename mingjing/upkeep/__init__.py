"""保持更新（三(一)4）：法规、职能、人员一有变动，列出受影响的事项、格式、公示页面和在办案件，各自起算二十个工作日。

It looks down at everything that can go stale; nothing knows it.
"""
