import type { CustomerCard } from '@sansheng/shared/contracts/customers';
import { readNumber } from '@sansheng/shared/domain/phone-number';
import type { Logger } from 'pino';
import type { AmiClient } from '../../platform/ami/index.ts';
import { defineTransition, type LiveState } from '../live-state/index.ts';
import { newCallId } from './call-id.ts';

const record = defineTransition<{ result: 'recorded' | 'known' }>(
  new URL('./lua/record-gone-caller.lua', import.meta.url),
);

export interface GoneCallersParts {
  state: LiveState;
  ami: AmiClient;
  node: string;
  ringCycleMs: number;
  /** The queue that a hotline leads to at once. */
  queueOf: (hotline: string) => string | null;
  findCustomer: (e164: string) => Promise<CustomerCard | null>;
  center: { country: string; areaCode: string };
  log: Logger;
}

/** Where extensions.conf notes them in Asterisk's own database: under the channel's id, `<end in s> <hotline> <number>`. */
const FAMILY = 'gone-callers';

/** Writes down the callers who rang and gave up while no server was there. Times are to the second. */
export async function recordGoneCallers(parts: GoneCallersParts): Promise<void> {
  const { state, ami, node, log } = parts;
  for (const { key: channelId, value } of await ami.readEntries(FAMILY)) {
    const [endedAt = '', hotline = '', ...words] = value.split(' ');
    const number = readNumber(words.join(' '), parts.center);
    const card = number.e164 === null ? null : await parts.findCustomer(number.e164);
    // A channel's id begins with the second it was made in.
    const [arrivedAtMs, endedAtMs] = [Math.floor(Number(channelId)) * 1000, Number(endedAt) * 1000];
    const callId = newCallId(arrivedAtMs);
    const { result } = await record(
      state,
      callId,
      channelId,
      node,
      hotline,
      words.join(' '),
      parts.ringCycleMs,
      arrivedAtMs,
      endedAtMs,
      parts.queueOf(hotline) ?? '',
      number.e164 ?? '',
      number.kind,
      card?.customerId ?? '',
      card?.name ?? '',
      card?.tier ?? '',
    );
    log.info({ callId, channelId, hotline, result }, 'a caller had gone before a server was there');
    await ami.deleteEntry({ family: FAMILY, key: channelId });
  }
}
