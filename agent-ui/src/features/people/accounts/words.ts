export const accountsWords = {
  account: {
    locked: '已锁定，还剩 {{minutes}} 分钟',
    unlock: '解锁',
  },
  audit: {
    things: {
      account: '账号',
      team: '班组',
    },
  },
  admin: {
    accounts: '账号',
    teams: '班组',
    employeeNo: '工号',
    personName: '姓名',
    roles: '角色',
    team: '班组',
    noTeam: '无班组',
    password: '密码',
    passwordNew: '至少 10 个字符；本人首次登录时要改',
    passwordKeep: '留空则不修改；改了就要本人登录后再改，接口令牌一并吊销，锁定也解除',
  },
};
