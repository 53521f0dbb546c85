/** Prompts as administrators see them, with every version of their sounds. */
import type { DeedOf } from '@sansheng/shared/contracts/audit';
import { CallLanguage, type Prompt } from '@sansheng/shared/contracts/telephony/prompts';
import type { PromptVersionRow } from '@sansheng/shared/tables/telephony/prompts';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { type Author, keepChange, withRevision } from '../../settings/index.ts';
import { type PromptStore, usedKey } from './prompts.store.ts';

export const OnePrompt = z.object({ promptId: z.string().max(40) });
export const OneLanguage = OnePrompt.extend({ language: CallLanguage });
export const OneVersion = OneLanguage.extend({ version: z.coerce.number().int().min(1) });

export interface PromptParts {
  store: PromptStore;
  /** Versions that somebody plays, by `usedKey`. */
  usedVersions: () => Promise<Set<string>>;
}

export const shownVersion = ({ file: _file, ...row }: PromptVersionRow, used: ReadonlySet<string>) => ({
  ...row,
  isUsed: used.has(usedKey(row)),
});

export async function listPrompts({ store, usedVersions }: PromptParts) {
  const [prompts, versions, used] = await Promise.all([
    store.prompts.find({ order: { promptId: 'ASC' } }),
    store.versions.find({ order: { version: 'DESC' } }),
    usedVersions(),
  ]);
  for (const row of versions) row.durationMs ??= await store.lengthOf(row.file);
  return prompts.map((prompt) => ({
    ...withRevision(prompt),
    versions: versions.filter(({ promptId }) => promptId === prompt.promptId).map((row) => shownVersion(row, used)),
  }));
}

export const onePrompt = async (parts: PromptParts, promptId: string) =>
  (await listPrompts(parts)).find((prompt) => prompt.promptId === promptId) as z.input<typeof Prompt>;

export async function findPrompt(store: PromptStore, promptId: string) {
  const prompt = await store.prompts.findOneBy({ promptId });
  if (prompt === null) throw new UserError('notFound');
  return prompt;
}

export async function findVersion(store: PromptStore, which: z.output<typeof OneVersion>) {
  const row = await store.versions.findOneBy(which);
  if (row === null) throw new UserError('notFound');
  return row;
}

/** In one transaction with its audit entry, and told to every server. */
export const keepPromptChange = <T>(
  context: AppContext,
  action: DeedOf<'prompt'>,
  target: string,
  author: Author,
  write: (into: EntityManager) => Promise<{ detail: object | null; result: T }>,
) => keepChange(context, { what: 'prompts', action: `prompt.${action}`, target, author }, write);
