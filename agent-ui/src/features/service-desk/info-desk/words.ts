export const infoDeskWords = {
  nav: { infoDesk: '信息席' },
  infoDesk: {
    memos: '待答复的备忘录',
    enquiries: '咨询转办',
    dueSoon: '在部门或坐席处：两小时内到期或已超时',
    none: {
      memos: '没有待答复的备忘录',
      enquiries: '没有待处理的咨询',
      dueSoon: '别处没有即将到期的备忘录和咨询',
    },
  },
};
