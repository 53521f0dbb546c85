export const scriptWords = {
  audit: { things: { script: '话术' } },
  admin: { scripts: '话术' },
  script: {
    title: '话术',
    kinds: { ordinary: '普通', returningCustomer: '老客户', holiday: '节日' },
    hint: '可用 {customer}、{seat}、{queue} 代表客户姓名、工号、队列；留空则用系统自带的话术',
    usual: {
      ordinary: '您好，工号 {seat} 为您服务，请问有什么可以帮您？',
      returningCustomer: '{customer}您好，欢迎再次来电，工号 {seat} 为您服务，请问有什么可以帮您？',
      holiday: '{customer}您好，祝您节日快乐！工号 {seat} 为您服务，请问有什么可以帮您？',
    },
  },
};
