import { Prompt, PromptEdit, PromptLibrary } from '@sansheng/shared/contracts/telephony/prompts';
import { access } from '@sansheng/shared/domain/access';
import { PromptSchema, PromptVersionSchema } from '@sansheng/shared/tables/telephony/prompts';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { changeWhole, findUsersOfPrompt, mustBeUnused, withRevision } from '../../settings/index.ts';
import { addPromptVersionRoutes } from './prompt-versions.routes.ts';
import {
  findPrompt,
  keepPromptChange,
  listPrompts,
  OnePrompt,
  onePrompt,
  type PromptParts,
} from './prompt-library.store.ts';

const tag = 'prompts';
const path = '/api/v1/admin/prompts';

export function addPromptRoutes(context: AppContext, parts: PromptParts): void {
  const { routes, env } = context;
  const { store } = parts;

  routes.add({
    method: 'get',
    path,
    access: access.settings,
    summary: 'All prompts with their versions, and whether text can be spoken here',
    tag,
    reply: PromptLibrary,
    handler: async () => ({
      prompts: await listPrompts(parts),
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
      await keepPromptChange(context, 'added', body.promptId, { session, address }, async (into) => {
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
      return onePrompt(parts, promptId);
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
      const before = await findPrompt(store, promptId);
      const rows = await keepPromptChange(context, 'deleted', promptId, { session, address }, async (into) => {
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
  addPromptVersionRoutes(context, store);
}
