export const holdWords = {
  call: {
    bar: '当前通话',
    toDesk: '回工作台',
    dialling: '正在呼叫客户',
    talking: '通话中',
    held: '已保持',
    heldFor: '保持',
    mute: '静音',
    unmute: '取消静音',
    hold: '保持',
    retrieve: '取回',
    keypad: '按键',
    noKeysSent: '发出的按键会显示在这里',
    hangUp: '挂断',
    muted: '您已静音，对方听不到您',
    mediaLost: '声音还没有接通，正在恢复…',
  },
  event: {
    'call.rejoining': '坐席重新接入',
    'call.rejoined': '坐席已接回通话',
    'call.held': '保持',
    'call.retrieved': '取回，保持了 {{held}}',
  },
  errors: {
    notYourCall: '这通电话不在您这里。',
    callGone: '这通电话已经结束。',
  },
};
