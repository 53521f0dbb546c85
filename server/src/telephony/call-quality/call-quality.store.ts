import type { ReportQuality, ReportSound } from '@sansheng/shared/contracts/telephony/call-quality';
import type { z } from 'zod';
import { defineTransition, type LiveState } from '../live-state/index.ts';

const quality = defineTransition<{ result: 'kept' | 'notYourCall' }>(
  new URL('./lua/report-quality.lua', import.meta.url),
);
const sound = defineTransition<{ result: 'noted' | 'unchanged' | 'notYourCall' }>(
  new URL('./lua/report-sound.lua', import.meta.url),
);

export const reportQuality = (state: LiveState, agentId: string, report: z.output<typeof ReportQuality>) => {
  const { callId, legId, nowMos, leg, isOver } = report;
  return quality(state, callId, agentId, legId, nowMos.toFixed(2), JSON.stringify(leg), isOver ? '1' : '0');
};
export const reportSound = (state: LiveState, agentId: string, report: z.output<typeof ReportSound>) =>
  sound(state, report.callId, agentId, report.legId, report.isLost ? '1' : '0', report.direction);
