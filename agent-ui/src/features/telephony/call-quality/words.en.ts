import type { callQualityWords as Words } from './words.ts';

export const callQualityWords: typeof Words = {
  event: {
    'call.qualityMeasured': 'Audio of agent {{agent}}: MOS {{mos}}',
    'call.soundLost': 'Agent {{agent}}: {{gone}}',
    'call.soundRestored': 'Audio of agent {{agent}} is back after {{held}}',
  },
  quality: {
    title: 'Call quality',
    words: { good: 'Good audio', fair: 'Fair audio', poor: 'Poor audio', lost: 'No audio' },
    lost: '{{share}}% lost',
    gone: {
      in: 'You cannot hear the other side. Restoring the audio; check your network, or switch to another.',
      out: 'The other side cannot hear you. Restoring the audio; check your microphone and network.',
      both: 'Neither side hears the other. Restoring the audio; check your network.',
    },
    goneWhat: { in: 'cannot hear the other side', out: 'cannot be heard', both: 'cannot hear or be heard' },
    of: 'MOS {{mos}} (lowest {{lowest}}) · round trip {{roundTrip}} ms · jitter {{jitter}} ms · lost in {{lost}}% out {{sentLost}}%',
    ofLost: 'no audio for {{time}}',
  },
};
