export const agentsWords = {
  state: {
    offline: '离线',
    notReady: '未就绪',
    ready: '就绪',
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
    coaching: '在听坐席通话',
  },
  agentState: {
    goReady: '就绪',
    goNotReady: '未就绪',
    pending: '通话结束后转为：{{state}}',
    undo: '撤销',
    noReasons: '还没有设置未就绪原因，请联系管理员。',
    sayReady: '准备好了就点“就绪”，来电会分给您。',
  },
  event: {
    'call.seatAway': '坐席 {{agent}} 没有声音了：顾客听音乐',
    'call.seatBack': '坐席 {{agent}} 的声音在 {{held}} 后恢复',
    'agent.phoneChanged': '坐席 {{agent}} 的电话或麦克风有变化',
    'agent.stateChanged': '坐席 {{agent}}：{{from}} → {{to}}',
  },
  audit: { things: { notReadyReason: '未就绪原因' } },
  admin: { reasons: '未就绪原因' },
  errors: {
    wrongState: '现在的状态下不能这样做。',
    unknownReason: '这个未就绪原因已停用，请另选一个。',
  },
};
