import {
  CallLanguage,
  Prompt,
  PROMPT_BYTES,
  PromptEdit,
  PromptLibrary,
  PromptSpeech,
  PromptVersion,
} from '@sansheng/shared/contracts/telephony/prompts';
import { PromptSchema, type PromptVersionRow, PromptVersionSchema } from '@sansheng/shared/tables/telephony/prompts';
import { access } from '@sansheng/shared/domain/access';
import type { DeedOf } from '@sansheng/shared/contracts/audit';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import {
  type Author,
  changeWhole,
  findUsersOfPrompt,
  keepChange,
  mustBeUnused,
  withRevision,
} from '../../settings/index.ts';
import type { ConvertedSound } from './convert-sound.ts';
import { convertOnThread, speakText } from './make-sound.ts';
import { type PromptStore, usedKey } from './prompts.store.ts';

const OnePrompt = z.object({ promptId: z.string().max(40) });
const OneLanguage = OnePrompt.extend({ language: CallLanguage });
const OneVersion = OneLanguage.extend({ version: z.coerce.number().int().min(1) });

export interface PromptParts {
  store: PromptStore;
  /** Versions that somebody plays, by `usedKey`. */
  usedVersions: () => Promise<Set<string>>;
}

export function addPromptRoutes(context: AppContext, { store, usedVersions }: PromptParts): void {
  const { routes, env } = context;
  const tag = 'prompts';
  const path = '/api/v1/admin/prompts';

  const view = ({ file: _file, ...row }: PromptVersionRow, used: Set<string>) => ({
    ...row,
    isUsed: used.has(usedKey(row)),
  });
  const listed = async () => {
    const [prompts, versions, used] = await Promise.all([
      store.prompts.find({ order: { promptId: 'ASC' } }),
      store.versions.find({ order: { version: 'DESC' } }),
      usedVersions(),
    ]);
    for (const row of versions) row.durationMs ??= await store.lengthOf(row.file);
    return prompts.map((prompt) => ({
      ...withRevision(prompt),
      versions: versions.filter(({ promptId }) => promptId === prompt.promptId).map((row) => view(row, used)),
    }));
  };
  const findPrompt = async (promptId: string) => {
    const prompt = await store.prompts.findOneBy({ promptId });
    if (prompt === null) throw new UserError('notFound');
    return prompt;
  };
  const findVersion = async (which: z.output<typeof OneVersion>) => {
    const row = await store.versions.findOneBy(which);
    if (row === null) throw new UserError('notFound');
    return row;
  };
  const one = async (promptId: string) =>
    (await listed()).find((prompt) => prompt.promptId === promptId) as z.input<typeof Prompt>;
  const change = <T>(
    action: DeedOf<'prompt'>,
    target: string,
    author: Author,
    write: (into: EntityManager) => Promise<{ detail: object | null; result: T }>,
  ) => keepChange(context, { what: 'prompts', action: `prompt.${action}`, target, author }, write);

  async function keep(
    { promptId, language }: z.output<typeof OneLanguage>,
    converted: ConvertedSound,
    told: { source: 'uploaded' | 'spoken'; text: string },
    session: Session,
    address: string,
  ): Promise<z.input<typeof PromptVersion>> {
    if (converted.kind !== 'sound') {
      const codes = { unreadable: 'soundUnreadable', tooLong: 'soundTooLong', silent: 'soundSilent' } as const;
      throw new UserError(codes[converted.kind], { field: told.source === 'spoken' ? 'text' : 'file' });
    }
    const { wav, durationMs } = converted;
    const file = await store.writeSound(promptId, language, wav);
    const made = { ...told, promptId, language, durationMs, file, madeBy: session.employeeNo };
    const row = await change('versionAdded', promptId, { session, address }, async (into) => {
      const added = await store.addVersion(into, made);
      return { detail: { language, version: added.version, durationMs, ...told }, result: added };
    });
    return view(row, new Set());
  }
  const mustStore = () => {
    if (env.PROMPT_STORE === '') throw new UserError('unavailable', { detail: 'PROMPT_STORE is not set' });
  };

  routes.add({
    method: 'get',
    path,
    access: access.settings,
    summary: 'All prompts with their versions, and whether text can be spoken here',
    tag,
    reply: PromptLibrary,
    handler: async () => ({
      prompts: await listed(),
      canSpeak: env.SPEECH_COMMAND !== undefined && env.PROMPT_STORE !== '',
      canStore: env.PROMPT_STORE !== '',
    }),
  });
  routes.add({
    method: 'post',
    path,
    access: access.administration,
    summary: 'Add a prompt, without a sound yet',
    tag,
    body: PromptEdit,
    reply: Prompt,
    handler: async ({ body, session, address, response }) => {
      if (await store.prompts.existsBy({ promptId: body.promptId })) {
        throw new UserError('conflict', { field: 'promptId' });
      }
      await change('added', body.promptId, { session, address }, async (into) => {
        await into.insert(PromptSchema, body);
        return { detail: { after: body }, result: undefined };
      });
      response.status(201);
      return { ...withRevision(body), versions: [] };
    },
  });
  routes.add({
    method: 'put',
    path: `${path}/:promptId`,
    access: access.administration,
    summary: 'Rename a prompt',
    tag,
    params: OnePrompt,
    body: PromptEdit,
    reply: Prompt,
    heedsRevision: true,
    handler: async ({ params: { promptId }, body, session, address, meantFor }) => {
      if (body.promptId !== promptId) throw new UserError('badRequest', { field: 'promptId' });
      const author = { session, address, meantFor };
      await changeWhole(
        context,
        { what: 'prompts', action: 'prompt.changed', target: promptId, author },
        {
          read: async (from) => {
            const prompt = await from.findOne(PromptSchema, {
              where: { promptId },
              lock: { mode: 'pessimistic_write' },
            });
            if (prompt === null) throw new UserError('notFound');
            return prompt;
          },
          write: async (into) => {
            await into.update(PromptSchema, { promptId }, body);
          },
        },
      );
      return one(promptId);
    },
  });
  routes.add({
    method: 'delete',
    path: `${path}/:promptId`,
    access: access.administration,
    summary: 'Delete a prompt that no menu and no queue uses',
    tag,
    params: OnePrompt,
    handler: async ({ params: { promptId }, session, address }) => {
      const before = await findPrompt(promptId);
      const rows = await change('deleted', promptId, { session, address }, async (into) => {
        if (!(await store.lock(into, promptId))) throw new UserError('notFound');
        mustBeUnused(await findUsersOfPrompt(into, promptId));
        const versions = await into.findBy(PromptVersionSchema, { promptId });
        if (versions.some(({ source }) => source === 'builtIn'))
          throw new UserError('stillUsed', { detail: 'the center itself plays it' });
        await into.delete(PromptVersionSchema, { promptId });
        await into.delete(PromptSchema, { promptId });
        return { detail: { before }, result: versions };
      });
      for (const row of rows) await store.removeSound(row);
    },
  });
  routes.add({
    method: 'post',
    path: `${path}/:promptId/:language/upload`,
    access: access.administration,
    summary: `A new version from a WAV or mp3 file, which is the body of the request (${PROMPT_BYTES / 1e6} MB at most)`,
    tag,
    params: OneLanguage,
    takesFile: true,
    reply: PromptVersion,
    handler: async ({ params, request, session, address, response }) => {
      mustStore();
      await findPrompt(params.promptId);
      const converted = await convertOnThread(await readBody(request, PROMPT_BYTES));
      response.status(201);
      return keep(params, converted, { source: 'uploaded', text: '' }, session, address);
    },
  });
  routes.add({
    method: 'post',
    path: `${path}/:promptId/:language/speech`,
    access: access.administration,
    summary: 'A new version spoken from text by the default voice',
    tag,
    params: OneLanguage,
    body: PromptSpeech,
    reply: PromptVersion,
    handler: async ({ params, body: { text }, session, address, response }) => {
      mustStore();
      await findPrompt(params.promptId);
      if (env.SPEECH_COMMAND === undefined) throw new UserError('speechUnavailable');
      const converted = await speakText(env.SPEECH_COMMAND, params.language, text);
      response.status(201);
      return keep(params, converted, { source: 'spoken', text }, session, address);
    },
  });
  routes.add({
    method: 'get',
    path: `${path}/:promptId/:language/:version/audio`,
    access: access.settings,
    summary: 'The audio of a version; supports range requests',
    tag,
    params: OneVersion,
    handler: async ({ params, response }) => {
      const row = await findVersion(params);
      await new Promise<void>((settle, fail) => {
        response.sendFile(
          `${row.file}.wav`,
          {
            root: env.PROMPT_STORE === '' ? '/nonexistent' : env.PROMPT_STORE,
            dotfiles: 'deny',
            headers: { 'Content-Type': 'audio/wav', 'Cache-Control': 'private, max-age=3600' },
          },
          (error?: NodeJS.ErrnoException & { status?: number }) => {
            // The listener stopped: nothing is wrong, and nobody is left to answer.
            if (error === undefined || response.headersSent) settle();
            else if (error.status === 404) fail(new UserError('notFound', { detail: 'the file is not here' }));
            else if (error.status === 416) fail(new UserError('badRequest', { field: 'range', status: 416 }));
            else fail(error);
          },
        );
      });
    },
  });
  routes.add({
    method: 'delete',
    path: `${path}/:promptId/:language/:version`,
    access: access.administration,
    summary: 'Delete a version that no published menu and no queue plays',
    tag,
    params: OneVersion,
    handler: async ({ params, session, address }) => {
      const row = await findVersion(params);
      if (row.source === 'builtIn') throw new UserError('stillUsed', { detail: 'the center itself plays it' });
      const { promptId, language, version, text } = row;
      await change('versionDeleted', promptId, { session, address }, async (into) => {
        await store.lock(into, promptId);
        mustBeUnused(await findUsersOfPrompt(into, promptId, row));
        await into.delete(PromptVersionSchema, { promptId, language, version });
        return { detail: { language, version, text }, result: undefined };
      });
      await store.removeSound(row);
    },
  });
}
