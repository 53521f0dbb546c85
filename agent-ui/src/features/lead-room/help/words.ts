export const helpWords = {
  event: {
    'help.asked': '坐席 {{agent}} 请求帮助：{{reason}}',
    'help.seen': '班长 {{byAgentId}} 看到了求助',
    'help.ended': '求助结束',
  },
  lead: {
    help: {
      ask: '求助',
      send: '发送',
      reason: '遇到什么问题（可不填）',
      waiting: '已求助，等待班长…',
      seenBy: '{{lead}} 看到了您的求助',
      withdraw: '撤回求助',
      asks: '求助',
      seen: '{{lead}} 已看到',
    },
  },
};
