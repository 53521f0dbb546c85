export const notesWords = {
  notes: {
    title: '通话笔记',
    hint: '通话时写下的内容会带到话后记录里，关掉页面也不会丢。',
    states: { kept: '已保存', changed: '正在保存…', waiting: '还没存到中心，连上后会自动保存，请先别关页面。' },
    handedBy: '{{who}} 的记录',
    idle: '通话开始后可以在这里记。',
    internal: '坐席之间的通话不做话后处理，没有笔记。',
    inWrapUp: '通话时写的已在左边的话后记录里。',
  },
};
