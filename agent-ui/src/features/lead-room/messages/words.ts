export const messagesWords = {
  audit: { things: { message: '消息' } },
  lead: {
    messages: {
      title: '班长消息',
      none: '没有消息',
      read: '已读',
      unread: '未读',
      write: '发消息',
      to: '发给',
      all: '所有坐席',
      text: '内容',
      urgent: '紧急（红色，响铃三声）',
      send: '发送',
      sentTo: '已发给 {{n}} 人',
      readBy: '{{read}}/{{all}} 人已读',
    },
  },
};
