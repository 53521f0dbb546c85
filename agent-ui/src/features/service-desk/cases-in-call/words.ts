export const casesInCallWords = {
  casesInCall: {
    title: '在办案件',
    none: '没有在办的案件',
    open: '登记案件',
    isAbout: '就是这件事',
    isChasing: '来电催办',
    opened: '本次登记',
    linked: '已关联本次通话',
    linkedNow: '本次通话已关联 {{number}}',
    chasedNow: '已关联并催办 {{number}}',
    say: '请把编号念给客户',
    ofThisCall: '本次通话的案件',
    kept: '上次没登记完的内容还在。',
    startAgain: '清空重填',
  },
};
