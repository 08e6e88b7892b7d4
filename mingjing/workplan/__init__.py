"""工作部署与报备（方案四）：任务分解、报备事项、培训普法、装备、案例指导。

It looks down at organs, people and published decisions; supervision and appraisal read it. Nothing below knows it.
"""
