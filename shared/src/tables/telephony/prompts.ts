import type { CallLanguage } from '../../contracts/telephony/prompts.ts';
import { intOrNull, key, ms, text, table } from '../table.ts';

export interface PromptRow {
  promptId: string;
  name: string;
  nameEn: string;
}
export const PromptSchema = table<PromptRow>('prompts', { promptId: key, name: text, nameEn: text });

/** Never changed: a new recording is a new version. */
export interface PromptVersionRow {
  promptId: string;
  language: CallLanguage;
  version: number;
  source: 'builtIn' | 'uploaded' | 'spoken';
  text: string;
  /** Below PROMPT_STORE, without its ending `.wav`. */
  file: string;
  durationMs: number | null;
  madeAtMs: number;
  madeBy: string;
}
export const PromptVersionSchema = table<PromptVersionRow>('prompt_versions', {
  promptId: key,
  language: key,
  version: { type: 'int', primary: true },
  source: text,
  text,
  file: text,
  durationMs: intOrNull,
  madeAtMs: ms,
  madeBy: text,
});
