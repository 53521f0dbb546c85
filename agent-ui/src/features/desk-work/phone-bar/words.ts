export const phoneBarWords = {
  audit: { things: { phoneBarSite: '电话条网站' } },
  admin: { phoneBar: '电话条' },
  lead: {
    phoneBar: {
      hint: '把电话条嵌入其他系统的网页：点号码即可拨打，来电自动弹出客户页。只有下面列出的网站可以使用。',
      origin: '网站',
      originHint: '协议、域名和端口，与浏览器地址栏一致，后面不带斜杠。',
      popUrl: '来电弹屏地址',
      popUrlHint: '来电时打开的客户页，可空。能用的字段：{{fields}}',
    },
  },
};
