export const ringWords = {
  ring: {
    callback: '预约回电：接听后呼叫客户',
    incoming: '来电',
    words: ['第一声', '第二声', '第三声'],
    answer: '接听',
    answering: '正在接通…',
    decline: '拒接',
    waited: '客户已等',
    announce: '{{word}}，来电：{{name}}',
    title: '● {{word}} 来电',
    unknownCaller: '陌生来电',
    withheld: '未显示号码',
    looking: '正在查找客户…',
  },
};
