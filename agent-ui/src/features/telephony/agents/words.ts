export const agentsWords = {
  state: {
    offline: '离线',
    notReady: '示忙',
    ready: '示闲',
    offered: '振铃',
    talking: '通话中',
    wrapUp: '话后处理',
  },
  reason: {
    signedIn: '刚登录',
    rona: '三声未接',
    declined: '拒接',
    unreachable: '电话不可达',
    disconnected: '连接中断',
    byLead: '班长安排',
    coaching: '监听坐席通话',
  },
  agentState: {
    goReady: '示闲',
    goNotReady: '示忙',
    pending: '通话结束后转为：{{state}}',
    undo: '撤销',
    noReasons: '还没有设置示忙原因，请联系管理员。',
    sayReady: '点“示闲”后，来电会分配给您。',
  },
  event: {
    'call.seatAway': '坐席 {{agent}} 失联：客户听等候音乐',
    'call.seatBack': '坐席 {{agent}} 的声音在 {{held}} 后恢复',
    'agent.phoneChanged': '坐席 {{agent}} 的电话或麦克风有变化',
    'agent.stateChanged': '坐席 {{agent}}：{{from}} → {{to}}',
  },
  audit: { things: { notReadyReason: '示忙原因' } },
  admin: { reasons: '示忙原因' },
  errors: {
    wrongState: '现在的状态下不能这样做。',
    unknownReason: '这个示忙原因已停用，请另选一个。',
  },
};
