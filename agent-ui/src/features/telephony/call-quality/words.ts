export const callQualityWords = {
  event: {
    'call.qualityMeasured': '坐席 {{agent}} 的通话质量：MOS {{mos}}',
    'call.soundLost': '坐席 {{agent}}：{{gone}}',
    'call.soundRestored': '坐席 {{agent}} 的声音恢复，中断了 {{held}}',
  },
  quality: {
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
  },
};
