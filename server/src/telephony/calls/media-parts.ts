import type { CallLanguage } from '@sansheng/shared/contracts/telephony/prompts';
import type { Logger } from 'pino';
import type { AriClient } from '../../platform/ari/index.ts';
import type { WaitingRoom } from './waiting-room.ts';

export interface CallMediaParts {
  ari: AriClient;
  /** The language that the caller chose, else the center's own. */
  calls: { languageOf(callId: string): Promise<CallLanguage> };
  /** What ARI plays for a prompt name; a queue may have prompts of its own. */
  queuePrompts: { soundsOf(callId: string, names: readonly string[], queueId?: string): Promise<string[]> };
  /** Where a call waits: by its queue, or by the one it will be in. */
  rooms: { roomOf(callId: string, queueId?: string): Promise<WaitingRoom> };
  log: Logger;
}
