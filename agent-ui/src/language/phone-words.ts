/** Words of the seat's phone: how it sounds, Chinese first. */
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
export const enQualityWords: typeof zhQualityWords = {
  title: 'Call quality',
  words: { good: 'Good sound', fair: 'Fair sound', poor: 'Poor sound', lost: 'Sound is gone' },
  lost: '{{share}}% lost',
  gone: {
    in: 'No sound comes from the other side. It is being mended; check your network, or change it.',
    out: 'Your voice does not get through. It is being mended; check microphone and network.',
    both: 'Neither side hears the other. It is being mended; check your network.',
  },
  goneWhat: { in: 'does not hear the other side', out: 'is not heard', both: 'neither hears nor is heard' },
  of: 'MOS {{mos}} (lowest {{lowest}}) · round trip {{roundTrip}} ms · jitter {{jitter}} ms · lost in {{lost}}% out {{sentLost}}%',
  ofLost: 'sound gone for {{time}}',
};
