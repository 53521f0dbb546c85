export const apiTokensWords = {
  audit: { things: { token: '接口令牌' } },
  admin: { tokens: 'API 令牌' },
  lead: {
    tokens: {
      name: '用途',
      scopes: '范围（read:章节 或 write:章节）',
      days: '有效天数',
      make: '生成令牌',
      once: '令牌只显示这一次，请马上保存：',
      owner: '工号',
      ends: '到期',
      used: '最近使用',
      revoke: '吊销',
      revoked: '已吊销',
      revokeSure: '吊销“{{name}}”？使用它的程序将立即无法访问。',
      none: '还没有令牌',
      noneHint: '在上面填用途、选范围，即可生成。',
    },
  },
};
