/** Seats. */
import { z } from 'zod';
import { newId, plainName } from '../plain-text.ts';
import { settingDeeds } from '../settings/audit.ts';

export const agentAudit = {
  notReadyReason: settingDeeds,
} as const;

export const agentErrors = {
  unknownReason: 400,
} as const;

const name = plainName();

/** Why a seat takes no calls, as it may say itself. */
export const NotReadyReason = z.object({ reasonId: newId, name, nameEn: name, isActive: z.boolean().default(true) });
