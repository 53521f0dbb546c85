export const caseChoicesWords = {
  caseChoices: {
    category: '分类',
    area: '区域',
    categoryHint: '拼音首字母或汉字，如 dw',
    departmentHint: '部门名称或拼音首字母',
    areaHint: '地名或拼音首字母',
    personHint: '工号或姓名',
    none: '没有找到',
    noAreas: '还没有区域，先在服务台设置里添加',
  },
};
