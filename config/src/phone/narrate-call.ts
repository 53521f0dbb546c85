import type { SoundDescription } from '../sound/describe-sound.ts';
import type { CallEvent } from './call.ts';

const refusals: Record<number, string> = {
  403: 'refused: the trunk does not take calls from this address',
  401: 'refused: this address is not a trunk',
  404: 'no such number',
  408: 'nobody answered in time',
  480: 'not reachable now',
  484: 'the number is not complete',
  486: 'busy',
  488: 'no common codec',
  500: 'the center has a fault',
  503: 'the center takes no calls now',
  600: 'busy everywhere',
  603: 'declined',
};

/** What a person would hear of one event of a call; null when it adds nothing. */
export function narrateCallEvent(event: CallEvent): string | null {
  switch (event.kind) {
    case 'invited':
      return null;
    case 'trying':
      return 'the trunk took the call';
    case 'ringing':
      return null;
    case 'earlyMedia':
      return 'sound before the answer';
    case 'answered':
      return 'answered';
    case 'key':
      return `you hear the key ${event.key}`;
    case 'heard':
      return `you hear ${narrateSound(event.sound)}`;
    case 'ended': {
      const who = event.by === 'us' ? 'you hung up' : `the center hung up${event.reason ? ` (${event.reason})` : ''}`;
      const seconds = (event.talkedMs / 1000).toFixed(1);
      return `${who} after ${seconds} s; ${event.packetsSent} packets of sound sent, ${event.packetsReceived} received`;
    }
    case 'refused':
      return `${refusals[event.status] ?? `refused: ${event.phrase}`} (${event.status})`;
    case 'cancelled':
      return 'you gave up before the answer';
    case 'unreachable':
      return `nobody at the trunk (${event.why}): is Sansheng running? npm start`;
  }
}

function narrateSound(sound: SoundDescription): string {
  switch (sound.kind) {
    case 'silence':
      return 'silence';
    case 'tone':
      return `a tone of ${sound.hz} Hz`;
    case 'sound':
      return 'speech or music';
  }
}
