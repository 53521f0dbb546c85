/** Words of the seat's phone: how it sounds, its devices, the check before a shift. */
export const zhQualityWords = {
  title: '通话质量',
  words: { good: '音质好', fair: '音质一般', poor: '音质差', lost: '声音中断' },
  lost: '丢包 {{share}}%',
  gone: {
    in: '收不到对方的声音，正在自动恢复。请检查网络，必要时换一个网络。',
    out: '对方收不到您的声音，正在自动恢复。请检查麦克风和网络。',
    both: '双方都听不到，正在自动恢复。请检查网络。',
  },
  goneWhat: { in: '听不到对方', out: '对方听不到坐席', both: '双方都听不到' },
  of: 'MOS {{mos}}（最低 {{lowest}}） · 往返 {{roundTrip}} ms · 抖动 {{jitter}} ms · 丢包 收 {{lost}}% 发 {{sentLost}}%',
  ofLost: '声音中断 {{time}}',
};

export const zhDeviceWords = {
  title: '设备',
  microphone: '麦克风',
  speaker: '听筒',
  ringer: '铃声',
  system: '系统默认',
  unnamed: '设备 {{n}}',
  gone: '已拔出的设备',
  test: '试听',
  level: '麦克风音量',
  hint: '通话中也可以更换，选择会记在这个浏览器里。',
  fallback: '选定的麦克风不在，已改用 {{label}}；插回后自动换回。',
};

export const zhCheckWords = {
  title: '班前检查',
  hint: '对着麦克风说几句话，您会从听筒里听到自己。约 8 秒。',
  notNow: '只能在未就绪、电话已注册时检查。',
  start: '开始检查',
  again: '再检查一次',
  calling: '正在接通回音…',
  speak: '请说话，并听听自己的声音…',
  fit: '一切正常，可以上岗。',
  unfit: '还有问题，请按下面的提示处理后再检查。',
  microphone: {
    good: '麦克风音量合适。',
    quiet: '麦克风声音太小。把话筒移近嘴边，或在系统里调高输入音量。',
    silent: '麦克风没有声音。检查耳麦上的静音键、插头，或换一个麦克风。',
  },
  echo: {
    heard: '声音传到中心并传了回来。',
    notHeard: '声音没有从中心传回来。换一个网络试试，仍不行请找管理员。',
    unknown: '没有说话，无法判断声音是否传回。',
  },
  network: {
    good: '网络良好：往返 {{roundTripMs}} ms，丢包 {{lost}}%。',
    fair: '网络一般：往返 {{roundTripMs}} ms，丢包 {{lost}}%。尽量用有线网络。',
    poor: '网络差：往返 {{roundTripMs}} ms，丢包 {{lost}}%。改用有线网络，关掉占用网络的程序。',
    unknown: '没有测到网络状况，请再检查一次。',
  },
};

export const zhHeadsetWords = {
  title: '耳麦按键',
  none: '未连接；连接后可用耳麦接听、挂断、静音。',
  linked: '已连接 {{name}}',
  link: '连接',
  change: '更换',
  unavailable: '此浏览器不支持耳麦按键，请用 Chrome 或 Edge 并通过 https:// 打开。',
};

export const zhPhonePlaceWords = {
  title: '在哪里接听',
  browser: '浏览器',
  desk: '桌面话机',
  number: '电话号码',
  numberOf: '手机或座机号码',
  hint: '在家值班时可用自己的电话接听，浏览器只用来看资料、写记录。',
  notNow: '未就绪时才能更改。',
  ringsAt: '来电响在 {{number}}',
  answerThere: '请用{{number}}接听',
  answerByKey: '请接电话 {{number}}，接起后按 1',
  pickedUp: '已接起，请按 1',
  ringsHint: '在家值班的坐席也按此振铃；电话接起后另有 10 秒按 1 接听，顾客满三声仍由中心先应答',
  make: '生成话机账号',
  server: '服务器',
  user: '账号',
  password: '密码',
  once: '密码只显示这一次，请马上填进话机。',
  registered: '话机已注册',
  notRegistered: '话机还没有注册：把账号填进话机，等几秒。',
  ringThere: '来电响在话机',
  renew: '换密码',
  renewSure: '生成新密码？旧密码马上失效。',
  removeSure: '删除这个账号？话机将不能再注册。',
};
