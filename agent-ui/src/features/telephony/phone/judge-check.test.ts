import { expect, it } from 'vitest';
import { judgeCheck } from './judge-check.ts';

const leg = {
  mos: 4.3,
  lowestMos: 4.2,
  lostShare: 0,
  sentLostShare: 0,
  jitterMs: 2,
  roundTripMs: 20,
  soundLostMs: 0,
  measuredMs: 6000,
};

it.each([
  ['all well', { microphoneDb: -20, echoDb: -24, leg }, ['good', 'heard', 'good', true]],
  ['a soft voice', { microphoneDb: -50, echoDb: -55, leg }, ['quiet', 'heard', 'good', false]],
  [
    'a muted headset proves nothing about the way back',
    { microphoneDb: -80, echoDb: -90, leg },
    ['silent', 'unknown', 'good', false],
  ],
  ['nothing comes back', { microphoneDb: -20, echoDb: -90, leg }, ['good', 'notHeard', 'good', false]],
  ['a bad network', { microphoneDb: -20, echoDb: -24, leg: { ...leg, mos: 3.1 } }, ['good', 'heard', 'poor', false]],
  [
    'a passable network',
    { microphoneDb: -20, echoDb: -24, leg: { ...leg, mos: 3.8 } },
    ['good', 'heard', 'fair', true],
  ],
  ['nothing measured', { microphoneDb: -20, echoDb: -24, leg: null }, ['good', 'heard', 'unknown', false]],
] as const)('judges %s', (_what, measure, [microphone, echo, network, isFit]) => {
  expect(judgeCheck(measure)).toMatchObject({ microphone, echo, network, isFit });
});
