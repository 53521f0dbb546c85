import { expect, it } from 'vitest';
import { choiceOfClosedLine, promptsOfClosedLine } from './closed-prompts.ts';

const nothing = { voicemail: false, queueId: null, callback: false };
const everything = { voicemail: true, queueId: 'night', callback: true };

it.each([
  [nothing, true, ['closed', 'thank-you-goodbye']],
  [everything, true, ['closed', 'closed-voicemail', 'closed-queue', 'closed-callback']],
  [everything, false, ['closed', 'closed-voicemail', 'closed-callback']],
])('says what it offers: %o, the other queue open: %s', (closed, isOpen, prompts) => {
  expect(promptsOfClosedLine(closed, () => isOpen)).toEqual(prompts);
});

it.each([
  [everything, '1', true, { to: 'voicemail' }],
  [everything, '2', true, { to: 'queue', queueId: 'night' }],
  [everything, '2', false, null],
  [everything, '3', true, { to: 'callback' }],
  [everything, '4', true, null],
  [nothing, '1', true, null],
  [nothing, '2', true, null],
])('with %o understands key %s (other queue open: %s) as %o', (closed, digit, isOpen, choice) => {
  expect(choiceOfClosedLine(closed, digit, () => isOpen)).toEqual(choice);
});
