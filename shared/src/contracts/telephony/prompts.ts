/** Prompts of the center: each in one or more languages, each language in versions that never change. */
import { z } from 'zod';
import { newId as id, plainName } from '../plain-text.ts';

export const promptAudit = {
  prompt: ['added', 'changed', 'deleted', 'versionAdded', 'versionDeleted'],
} as const;

export const promptErrors = {
  soundUnreadable: 400,
  soundTooLong: 400,
  soundSilent: 400,
  speechUnavailable: 409,
} as const;

export const callLanguages = ['zh', 'en'] as const;
export const CallLanguage = z.enum(callLanguages);
export type CallLanguage = z.infer<typeof CallLanguage>;

const name = plainName();

/** Prompts that a queue may replace: beginning and end of the greeting, closed line, before a message, lines busy. */
export const queuePromptSlots = ['greeting', 'hold', 'closed', 'voicemail', 'busy'] as const;
export type QueuePromptSlot = (typeof queuePromptSlots)[number];
const own = id.nullable().default(null);
/** Ids of prompts in the library, newest recording; null: the built-in prompt. */
export const QueuePrompts = z.object({ greeting: own, hold: own, closed: own, voicemail: own, busy: own });

/** Largest upload in bytes, longest prompt in ms: a piece of music. */
export const PROMPT_BYTES = 12_000_000;
export const PROMPT_MS = 600_000;

export const PromptEdit = z.object({ promptId: id, name, nameEn: name });
export const PromptVersion = z.object({
  language: CallLanguage,
  version: z.number().int(),
  /** builtIn: comes with the center. */
  source: z.enum(['builtIn', 'uploaded', 'spoken']),
  /** The words: known for speech made from text, otherwise a note or ''. */
  text: z.string(),
  /** Null when the length is not known here. */
  durationMs: z.number().int().nullable(),
  madeAtMs: z.number(),
  madeBy: z.string(),
  /** A published version of a menu plays it. */
  isUsed: z.boolean(),
});
export type PromptVersion = z.infer<typeof PromptVersion>;
/** Versions newest first; the newest of a language is what the next published menu plays. */
export const Prompt = PromptEdit.extend({ revision: z.string(), versions: z.array(PromptVersion) });
export type Prompt = z.infer<typeof Prompt>;
export const PromptLibrary = z.object({
  prompts: z.array(Prompt),
  /** False where no voice is installed: then prompts are uploaded. */
  canSpeak: z.boolean(),
  /** False where the server has no folder that Asterisk sees. */
  canStore: z.boolean(),
});
export const PromptSpeech = z.object({ text: z.string().trim().min(1).max(1000) });
