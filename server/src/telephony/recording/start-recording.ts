import { refusesRecording } from '../../customers/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import type { AmiClient } from '../../platform/ami/index.ts';
import type { CallsStore, LiveCall } from '../calls/index.ts';
import { defineTransition, type LiveState, shape } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';

export const startRecording = defineTransition({
  script: new URL('./lua/start-recording.lua', import.meta.url),
  args: { callId: 'text', recordingId: 'text', offerGen: 'gen' },
  replies: {
    started: shape<{ recordingId: string; agentFile: string; customerFile: string }>(),
    already: {},
    gone: {},
  },
});
export const omitRecording = defineTransition({
  script: new URL('./lua/omit-recording.lua', import.meta.url),
  args: { callId: 'text', why: 'text' },
  replies: { omitted: {}, already: {}, gone: {} },
});

export interface RecordingStartParts {
  context: AppContext;
  state: LiveState;
  ami: AmiClient;
  calls: CallsStore;
  queues: Pick<QueueSettings, 'queue'>;
  /** False on a full disk: the remaining space belongs to the calls and their records. */
  hasDiskRoom: () => boolean;
}

/**
 * Records a seat's leg from the answer on: the seat's audio and the customer's audio, in two files of equal length. The
 * recording is announced before Asterisk is told, so that a failure leaves a gap that can be found. Internal calls are
 * not recorded.
 */
export function createRecordingStart({ context, state, ami, calls, queues, hasDiskRoom }: RecordingStartParts) {
  const { db, env, log } = context;
  const spool = env.RECORDING_SPOOL;

  /** Asks the database whether the customer refuses: when it cannot answer, the call is not recorded. */
  async function whyNot({
    queueId,
    customerId,
  }: LiveCall): Promise<'queueSetting' | 'customerRefuses' | 'diskFull' | null> {
    if (!hasDiskRoom()) return 'diskFull';
    if (queueId !== null && queues.queue(queueId)?.isRecorded === false) return 'queueSetting';
    return customerId !== null && (await refusesRecording(db, customerId)) ? 'customerRefuses' : null;
  }

  return async (callId: string, offerGen: number, seatChannelName: string): Promise<void> => {
    const recordingId = `r${callId.slice(1)}`;
    try {
      const call = await calls.readCall(callId);
      if (call === null || call.direction === 'internal') return;
      const why = await whyNot(call);
      if (why !== null) {
        await omitRecording(state, { callId, why });
        return;
      }
      const said = await startRecording(state, { callId, recordingId, offerGen });
      // `already`: a start repeated after a crash. A second MixMonitor would write into the same files.
      if (said.result !== 'started') return;
      await ami.mixMonitorStart({
        channelName: seatChannelName,
        receiveFile: `${spool}/${said.agentFile}`,
        transmitFile: `${spool}/${said.customerFile}`,
      });
      // A new leg of a call whose recording is paused.
      const isPaused = ((await calls.readCall(callId))?.pausedSinceMs ?? null) !== null;
      if (isPaused) {
        await ami.mixMonitorMute({ channelName: seatChannelName, direction: 'both', on: true });
      }
    } catch (error) {
      log.error({ err: error, callId, recordingId }, 'the call is not recorded');
    }
  };
}
export type StartRecording = ReturnType<typeof createRecordingStart>;
