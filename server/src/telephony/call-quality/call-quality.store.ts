import type { ReportQuality, ReportSound } from '@sansheng/shared/contracts/telephony/call-quality';
import type { z } from 'zod';
import { defineTransition, type LiveState } from '../live-state/index.ts';

const quality = defineTransition({
  script: new URL('./lua/report-quality.lua', import.meta.url),
  args: { callId: 'text', agentId: 'text', legId: 'text', nowMos: 'text', leg: 'text', isOver: 'flag' },
  replies: { kept: {}, notYourCall: {} },
});
const sound = defineTransition({
  script: new URL('./lua/report-sound.lua', import.meta.url),
  args: { callId: 'text', agentId: 'text', legId: 'text', isLost: 'flag', direction: 'text' },
  replies: { noted: {}, unchanged: {}, notYourCall: {} },
});

export const reportQuality = (state: LiveState, agentId: string, report: z.output<typeof ReportQuality>) => {
  const { callId, legId, nowMos, leg, isOver } = report;
  return quality(state, { callId, agentId, legId, nowMos: nowMos.toFixed(2), leg: JSON.stringify(leg), isOver });
};
export const reportSound = (state: LiveState, agentId: string, report: z.output<typeof ReportSound>) => {
  const { callId, legId, isLost, direction } = report;
  return sound(state, { callId, agentId, legId, isLost, direction });
};
