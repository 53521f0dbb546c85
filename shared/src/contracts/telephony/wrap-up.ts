/** What a seat writes about a call, while it talks and after it. */
import { z } from 'zod';
import type { Ack } from '../errors.ts';
import { OnCall } from '../on-call.ts';
import { newId, ownId, plainName } from '../plain-text.ts';
import { settingDeeds } from '../settings/audit.ts';

export const wrapUpAudit = {
  wrapUpCategory: settingDeeds,
} as const;

export const wrapUpErrors = {
  categoryRequired: 400,
} as const;

const name = plainName();
const ms = z.number();

export const WrapUpCategory = z.object({
  categoryId: newId,
  name,
  nameEn: name,
  parentId: newId.nullable(),
  isActive: z.boolean().default(true),
});

/** Maximum length of a note. */
export const MAX_NOTE = 4000;
export const wrapUpResults = ['resolved', 'followUp', 'transferred', 'noResult'] as const;
const note = z.string().max(MAX_NOTE);
export const FinishWrapUp = OnCall.extend({
  categoryId: ownId(40).min(1),
  /** Chosen by the seat: there is no default. */
  result: z.enum(wrapUpResults),
  note: note.default(''),
});
/** `startedAtMs` identifies one of the seat's wrap-ups of this call; absent: its last. */
export const AmendWrapUp = FinishWrapUp.extend({ startedAtMs: ms.optional() });
/** What a seat has written about a call so far; '' if nothing is chosen yet. `rev` counts the changes. */
export const Draft = z.object({
  rev: z.number().int(),
  categoryId: z.string(),
  result: z.enum(['', ...wrapUpResults]),
  note: z.string(),
});
export type Draft = z.infer<typeof Draft>;
/** `rev`: of the draft that this edit is based on. */
export const WriteNote = OnCall.extend({
  rev: z.number().int().min(0),
  categoryId: ownId(40),
  result: z.enum(['', ...wrapUpResults]),
  note,
});
/**
 * What another seat of the call has written about it, and its message when it transferred the call or invited somebody.
 */
export interface HandedNote {
  agentId: string;
  name: string;
  categoryId: string;
  note: string;
  said: string;
  atMs: number;
}

export interface WrapUpCommands {
  'wrapUp.finish': (body: z.input<typeof FinishWrapUp>, ack: (reply: Ack) => void) => void;
  /** Finishes a wrap-up that ran out of time, or corrects one. */
  'wrapUp.amend': (body: z.input<typeof AmendWrapUp>, ack: (reply: Ack) => void) => void;
  'note.load': (
    body: z.input<typeof OnCall>,
    ack: (reply: Ack<{ draft: Draft; handed: HandedNote[] }>) => void,
  ) => void;
  /**
   * Saves a draft while it is being written. Not saved if it was changed elsewhere in the meantime: `draft` is then the
   * stored one.
   */
  'note.write': (
    body: z.input<typeof WriteNote>,
    ack: (reply: Ack<{ isWritten: boolean; draft: Draft }>) => void,
  ) => void;
}

export interface WrapUpEvents {
  /** This seat has changed its draft, in any of its pages. */
  'note.changed': (body: { callId: string; draft: Draft }) => void;
}
