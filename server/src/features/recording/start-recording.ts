import type { Logger } from 'pino';
import type { AmiClient } from '../../platform/ami/index.ts';
import { defineTransition, type LiveState } from '../live-state/index.ts';

const start = defineTransition<
  { result: 'started'; recordingId: string; agentFile: string; customerFile: string } | { result: 'already' | 'gone' }
>(new URL('./lua/start-recording.lua', import.meta.url));

/**
 * Records a seat's leg from the answer on: what the seat says and what the customer says, in two files of equal length.
 * The recording is announced before Asterisk is told, so that one that fails is a gap that can be found.
 */
export function createRecordingStart(state: LiveState, ami: AmiClient, spool: string, log: Logger) {
  return async (callId: string, offerGen: number, seatChannelName: string): Promise<void> => {
    const recordingId = `r${callId.slice(1)}`;
    try {
      const said = await start(state, callId, recordingId, offerGen);
      // Already: a start repeated after a crash. A second MixMonitor would write into the same files.
      if (said.result !== 'started') return;
      await ami.mixMonitorStart({
        channelName: seatChannelName,
        receiveFile: `${spool}/${said.agentFile}`,
        transmitFile: `${spool}/${said.customerFile}`,
      });
    } catch (error) {
      log.error({ err: error, callId, recordingId }, 'the call is not recorded');
    }
  };
}
export type StartRecording = ReturnType<typeof createRecordingStart>;
