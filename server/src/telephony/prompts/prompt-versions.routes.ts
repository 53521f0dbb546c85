import { PROMPT_BYTES, PromptSpeech, PromptVersion } from '@sansheng/shared/contracts/telephony/prompts';
import { access } from '@sansheng/shared/domain/access';
import { PromptVersionSchema } from '@sansheng/shared/tables/telephony/prompts';
import type { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { findUsersOfPrompt, mustBeUnused } from '../../settings/index.ts';
import type { ConvertedSound } from './convert-sound.ts';
import { convertOnThread, speakText } from './make-sound.ts';
import {
  findPrompt,
  findVersion,
  keepPromptChange,
  OneLanguage,
  OneVersion,
  shownVersion,
} from './prompt-library.store.ts';
import type { PromptStore } from './prompts.store.ts';

const tag = 'prompts';
const path = '/api/v1/admin/prompts';

/** Sounds of a prompt, uploaded or spoken. */
export function addPromptVersionRoutes(context: AppContext, store: PromptStore): void {
  const { routes, env } = context;

  async function keepSound(
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
    const row = await keepPromptChange(context, 'versionAdded', promptId, { session, address }, async (into) => {
      const added = await store.addVersion(into, made);
      return { detail: { language, version: added.version, durationMs, ...told }, result: added };
    });
    return shownVersion(row, new Set());
  }

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
      mustStore(env);
      await findPrompt(store, params.promptId);
      const converted = await convertOnThread(await readBody(request, PROMPT_BYTES));
      response.status(201);
      return keepSound(params, converted, { source: 'uploaded', text: '' }, session, address);
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
      mustStore(env);
      await findPrompt(store, params.promptId);
      if (env.SPEECH_COMMAND === undefined) throw new UserError('speechUnavailable');
      const converted = await speakText(env.SPEECH_COMMAND, params.language, text);
      response.status(201);
      return keepSound(params, converted, { source: 'spoken', text }, session, address);
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
      const row = await findVersion(store, params);
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
      const row = await findVersion(store, params);
      if (row.source === 'builtIn') throw new UserError('stillUsed', { detail: 'the center itself plays it' });
      const { promptId, language, version, text } = row;
      await keepPromptChange(context, 'versionDeleted', promptId, { session, address }, async (into) => {
        await store.lock(into, promptId);
        mustBeUnused(await findUsersOfPrompt(into, promptId, row));
        await into.delete(PromptVersionSchema, { promptId, language, version });
        return { detail: { language, version, text }, result: undefined };
      });
      await store.removeSound(row);
    },
  });
}

function mustStore({ PROMPT_STORE }: AppContext['env']): void {
  if (PROMPT_STORE === '') throw new UserError('unavailable', { detail: 'PROMPT_STORE is not set' });
}
