export const screenPopWords = {
  screenPop: {
    entered: '按键输入',
    chose: '选择语言',
    collectedKinds: { customerNumber: '客户号', accountNumber: '账号' },
    title: '顾客',
    idleTitle: '还没有来电',
    idleHint: '电话一响，这里先显示是谁、等了多久、有什么未了的事。',
    unknownTitle: '没有客户档案的号码',
    unknownHint: '可以现在建档，号码已填好；或按姓名查找已有的客户。',
    withheldHint: '对方没有显示号码。可以问清后按姓名或号码查找。',
    via: '拨打',
    queue: '队列',
    looking: '正在查找顾客…',
    numberKinds: {
      mobile: '手机',
      landline: '座机',
      serviceNumber: '服务号码',
      international: '国际',
      withheld: '未显示',
      malformed: '异常号码',
    },
  },
};
