import type { callQualityWords as Words } from './words.ts';

export const callQualityWords: typeof Words = {
  event: {
    'call.qualityMeasured': 'Sound at seat {{agent}}: MOS {{mos}}',
    'call.soundLost': 'Seat {{agent}}: {{gone}}',
    'call.soundRestored': 'Sound at seat {{agent}} is back after {{held}}',
  },
  quality: {
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
  },
};
