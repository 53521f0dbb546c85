import type { Logger } from 'pino';
import { UserError } from '../../platform/http/user-error.ts';
import type { AmiClient } from '../../platform/ami/index.ts';
import { type CallMedia, type CallsStore, seatChannelIdOf } from '../calls/index.ts';
import type { Deadlines } from '../deadlines/index.ts';
import type { Dialling } from '../dialling/index.ts';
import { defineTransition, type LiveState, shape } from '../live-state/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { eachApart } from '../../platform/apart/each-apart.ts';

export const pauseRecording = defineTransition({
  script: new URL('./lua/pause-recording.lua', import.meta.url),
  args: { callId: 'text', agentId: 'text', on: 'flag', limitMs: 'number' },
  replies: {
    paused: shape<{ gens: number[] }>(),
    resumed: shape<{ gens: number[] }>(),
    unchanged: shape<{ gens: number[] }>(),
    notRecorded: {},
    notYourCall: {},
    gone: {},
  },
});

export interface RecordingPauseParts {
  state: LiveState;
  /** Where the limit of a pause is set. */
  dialling: Pick<Dialling, 'settings'>;
  media: Pick<CallMedia, 'nameOf'>;
  ami: AmiClient;
  calls: CallsStore;
  deadlines: Deadlines;
  node: NodeHooks;
  log: Logger;
}

/** Card numbers must not be recorded: during a pause silence is written, on every leg of the call. */
export function recordingPauseFeature(parts: RecordingPauseParts) {
  const { state, dialling, media, ami, calls, log } = parts;
  const limitMs = async () => (await dialling.settings()).pauseLimitSeconds * 1000;

  async function silence(callId: string, gens: number[], on: boolean): Promise<void> {
    for (const gen of gens) {
      const channelName = await media.nameOf(seatChannelIdOf(callId, gen));
      if (channelName !== null) await ami.mixMonitorMute({ channelName, direction: 'both', on });
    }
  }

  parts.deadlines.on('pause', async ({ callId }) => {
    const resumed = await pauseRecording(state, { callId, agentId: '', on: false, limitMs: 0 });
    if (resumed.result !== 'resumed') return;
    log.info({ callId }, 'the recording resumes by itself');
    await silence(callId, resumed.gens, false);
  });
  // What a server that is gone had decided and perhaps not told Asterisk.
  parts.node.onAdopt('afterCalls', 'recordingPause', async () => {
    const onFailed = (callId: string, error: unknown) =>
      log.error({ err: error, callId }, 'could not tell Asterisk again whether a recording is paused');
    const adoptOne = async (callId: string): Promise<void> => {
      const call = await calls.readCall(callId);
      if (call?.hasPaused !== true) return;
      const gens = [call.talkingGen ?? 0, ...call.legs.map(({ offerGen }) => offerGen)];
      await silence(callId, gens, call.pausedSinceMs !== null);
    };
    await eachApart(await calls.liveCallIds(), adoptOne, { eachMs: 1000, allMs: 4000, onFailed });
  });

  return {
    /**
     * Returns once silence is being written, or sound again. Throws UserError, also `unavailable` when Asterisk could
     * not be reached: nobody must read out a card number then.
     */
    async set(callId: string, agentId: string, on: boolean): Promise<void> {
      const set = await pauseRecording(state, { callId, agentId, on, limitMs: on ? await limitMs() : 0 });
      if (set.result === 'gone') throw new UserError('callGone');
      if (set.result === 'notRecorded' || set.result === 'notYourCall') throw new UserError(set.result);
      try {
        await silence(callId, set.gens, on);
      } catch (error) {
        log.error({ err: error, callId, on }, 'the recording could not be paused, or could not go on');
        if (on) await pauseRecording(state, { callId, agentId, on: false, limitMs: 0 });
        throw new UserError('unavailable');
      }
    },
  };
}
export type RecordingPause = ReturnType<typeof recordingPauseFeature>;
