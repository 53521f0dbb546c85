import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readWav } from '@sansheng/shared/wav';
import type { CallLanguage } from '@sansheng/shared/contracts/telephony/prompts';
import { PromptSchema, type PromptVersionRow, PromptVersionSchema } from '@sansheng/shared/tables/telephony/prompts';
import type { DataSource, EntityManager } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';

/** Names a version. */
export const usedKey = (row: Pick<PromptVersionRow, 'promptId' | 'language' | 'version'>): string =>
  `${row.promptId} ${row.language} ${row.version}`;

/** Prompts in the database, their sound in `folder`. */
export function createPromptStore(db: DataSource, folder: string) {
  const prompts = db.getRepository(PromptSchema);
  const versions = db.getRepository(PromptVersionSchema);
  const lengths = new Map<string, number>();

  /** The file of a version; built-in prompts are in the folder `builtin`. */
  const soundOf = (file: string): string => join(folder, file);
  const pathOf = (file: string): string => `${soundOf(file)}.wav`;

  return {
    soundOf,
    pathOf,
    prompts,
    versions,
    /** Newest version of each language of each prompt. */
    async newest(
      from: EntityManager = db.manager,
    ): Promise<Map<string, Partial<Record<CallLanguage, PromptVersionRow>>>> {
      const found = new Map<string, Partial<Record<CallLanguage, PromptVersionRow>>>();
      for (const row of await from.getRepository(PromptVersionSchema).find({ order: { version: 'ASC' } })) {
        found.set(row.promptId, { ...found.get(row.promptId), [row.language]: row });
      }
      return found;
    },
    /** Stores the sound of a new version, completely and on disk, before a row names it. Returns its file. */
    async writeSound(promptId: string, language: CallLanguage, wav: Buffer): Promise<string> {
      const file = `own/${promptId}/${language}-${randomUUID()}`;
      await mkdir(dirname(pathOf(file)), { recursive: true });
      const part = `${pathOf(file)}.part`;
      const handle = await open(part, 'w', 0o644);
      await handle
        .writeFile(wav)
        .then(() => handle.sync())
        .finally(() => handle.close());
      await rename(part, pathOf(file));
      return file;
    },
    /** Within a transaction: a concurrent use of the prompt waits, or came first and is seen. False when it is gone. */
    async lock(into: EntityManager, promptId: string): Promise<boolean> {
      return (await into.findOne(PromptSchema, { where: { promptId }, lock: { mode: 'pessimistic_write' } })) !== null;
    },
    /** Within a transaction. */
    async addVersion(
      into: EntityManager,
      version: Omit<PromptVersionRow, 'version' | 'madeAtMs'>,
    ): Promise<PromptVersionRow> {
      const { promptId, language } = version;
      // The prompt's own row is the lock: two uploads at once get two numbers, and no version is left of a deleted
      // prompt.
      if (!(await this.lock(into, promptId))) throw new UserError('notFound');
      const former = await into.findOne(PromptVersionSchema, {
        where: { promptId, language },
        order: { version: 'DESC' },
      });
      const row = { ...version, version: (former?.version ?? 0) + 1, madeAtMs: Date.now() };
      await into.insert(PromptVersionSchema, row);
      return row;
    },
    /** Removes the audio of a version whose row is gone. */
    async removeSound({ file, source }: PromptVersionRow): Promise<void> {
      if (source !== 'builtIn') await rm(pathOf(file), { force: true });
    },
    /** Length of a file in ms; null when it cannot be read here. Files never change, so each is read once. */
    async lengthOf(file: string): Promise<number | null> {
      const known = lengths.get(file);
      if (known !== undefined) return known;
      try {
        const { rate, samples } = readWav(await readFile(pathOf(file)));
        const lengthMs = Math.round((samples.length / rate) * 1000);
        lengths.set(file, lengthMs);
        return lengthMs;
      } catch {
        return null;
      }
    },
    /** What Asterisk plays. */
    mediaOf: (file: string): string =>
      file.startsWith('builtin/') ? `sound:sansheng/${file.slice('builtin/'.length)}` : `sound:${soundOf(file)}`,
  };
}
export type PromptStore = ReturnType<typeof createPromptStore>;
