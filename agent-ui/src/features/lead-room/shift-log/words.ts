export const shiftLogWords = {
  lead: {
    shift: {
      title: '交接班日志',
      placeholder: '这一班发生了什么，要交代下一班什么',
      note: '记一笔',
      handOver: '交班',
      take: '接班',
      takenBy: '{{lead}} 已接班',
    },
  },
};
