import type { Logger } from 'pino';
import type { AriClient } from '../../platform/ari/index.ts';
import { callOfVoicemail } from '../voicemail/index.ts';
import { callOfForward } from './forward-call.ari.ts';
import { forwardAnswered, forwardLeft, messageLeft } from './away-calls.ts';
import type { OverflowParts } from './overflow-parts.ts';
import { said } from './take-over.ts';
import type { AwayTo } from './overflow.store.ts';

/** Asterisk's events about calls that the center itself has taken over. */
export function listenToAwayCalls(ari: AriClient, parts: OverflowParts, log: Logger): void {
  const run = (callId: string, work: Promise<unknown>): void => {
    work.catch((error) =>
      log.error({ err: error, callId }, 'handling of a call that the center has taken over failed'),
    );
  };
  ari.on('PlaybackFinished', ({ playback }) => {
    const [, to, callId] = /^say-(\w+)-(c[0-9a-z]+)$/.exec(playback.id) ?? [];
    if (callId !== undefined) run(callId, said(parts, callId, to as AwayTo));
  });
  const recorded = (name: string): void => {
    const callId = callOfVoicemail(name);
    if (callId !== null) run(callId, messageLeft(parts, callId));
  };
  ari.on('RecordingFinished', ({ recording }) => recorded(recording.name));
  ari.on('RecordingFailed', ({ recording }) => recorded(recording.name));
  ari.on('StasisStart', ({ channel }) => {
    const callId = callOfForward(channel.id);
    if (callId !== null) run(callId, forwardAnswered(parts, callId, channel.id));
  });
  ari.on('ChannelDestroyed', ({ channel }) => {
    const callId = callOfForward(channel.id);
    if (callId !== null) run(callId, forwardLeft(parts, callId));
  });
  ari.on('StasisEnd', ({ channel }) => {
    const callId = callOfForward(channel.id);
    if (callId !== null) run(callId, forwardLeft(parts, callId));
  });
}
