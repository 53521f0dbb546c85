export const customerNoticesWords = {
  customerNotices: {
    title: '给客户的短信',
    states: { waiting: '待发送', sending: '发送中', accepted: '已送出', refused: '未发出', unknown: '不知是否送达' },
    why: {
      noNumber: '没有联系电话',
      notMobile: '不是手机号码',
      sameAgain: '半小时内发过同样的短信',
      tooMany: '该号码今天已有 3 条',
      noGateway: '没有配置短信网关',
      interrupted: '发送时中断',
      empty: '模板中“{{name}}”没有填写',
    },
    sendAt: '{{time}} 发送',
    sendAgain: '再发一次',
    unknownHint: '不知是否送达的短信不会自动重发，请先向客户核实。',
    demo: '客户收到的短信',
    demoIntro: '演示中心没有短信网关，短信显示在这里。',
    none: '还没有短信',
    noneHint: '投诉受理、报修完成、抢修通知等会发给客户。',
  },
  audit: { things: { customerNotice: '客户短信' } },
};
