import type { MenuDetail, MenuTree } from '@sansheng/shared/contracts/telephony/menu';
import type { Prompt } from '@sansheng/shared/contracts/telephony/prompts';
import { makeTones } from '@sansheng/config/sound/sound';
import { writeWav } from '@sansheng/shared/wav';
import type { z } from 'zod';
import { changesInForce } from './administrator.ts';
import type { CallCenter } from './call-center.ts';
import { type SignedIn, signIn } from './desk.ts';
import { eventually } from './eventually.ts';

export type Draft = z.input<typeof MenuTree>;
export const toQueue = (queueId: string, more: { priority?: number } = {}) => ({
  kind: 'queue' as const,
  queueId,
  ...more,
});
export const toStep = (stepId: string) => ({ kind: 'step' as const, stepId });

/** An administrator who edits menus over HTTP. Each prompt is a short tone, so that a round is soon over. */
export async function aMenuEditor(center: CallCenter) {
  const admin = await signIn(center.url, '9001');
  const ask: SignedIn['ask'] = (...asked) => admin.ask(...asked);

  async function expectOk(method: string, path: string, body?: unknown): Promise<unknown> {
    const reply = await ask(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }
  const load = async (menuId: string) => (await expectOk('GET', `/api/v1/admin/menus/${menuId}`)) as MenuDetail;

  const editor = {
    admin,
    ask: expectOk,
    load,
    /** A prompt in both languages; one that another story is just making is waited for. */
    async prompt(promptId: string): Promise<void> {
      const added = await ask('POST', '/api/v1/admin/prompts', { promptId, name: promptId, nameEn: promptId });
      if (added.status < 300)
        for (const language of ['zh', 'en']) {
          const { status, body } = await uploadPrompt(center.url, admin, promptId, language, tone());
          if (status >= 300) throw new Error(`${promptId} in ${language}: ${status} ${JSON.stringify(body)}`);
        }
      await eventually(
        async () => {
          const { prompts } = (await expectOk('GET', '/api/v1/admin/prompts')) as { prompts: Prompt[] };
          const versions = prompts.find((prompt) => prompt.promptId === promptId)?.versions ?? [];
          return ['zh', 'en'].every((language) => versions.some((version) => version.language === language));
        },
        { what: `the prompt ${promptId} in both languages` },
      );
    },
    async skill(employeeNo: string, skillId: string): Promise<void> {
      await ask('POST', '/api/v1/admin/skills', { skillId, name: skillId, nameEn: skillId });
      await expectOk('PUT', `/api/v1/admin/accounts/${employeeNo}/skills`, { skills: { [skillId]: 5 } });
    },
    async save(menuId: string, tree: Draft): Promise<MenuDetail> {
      const { draftRevision, name, nameEn } = await load(menuId);
      const edit = { draftRevision, name, nameEn, tree };
      return (await expectOk('PUT', `/api/v1/admin/menus/${menuId}/draft`, edit)) as MenuDetail;
    },
    async publish(menuId: string, tree: Draft): Promise<MenuDetail> {
      const { draftRevision } = await editor.save(menuId, tree);
      return (await expectOk('POST', `/api/v1/admin/menus/${menuId}/publish`, { draftRevision })) as MenuDetail;
    },
    /** A published menu with a hotline of its own. */
    async hotline(number: string, tree: Draft): Promise<string> {
      const menuId = `of-${number}`;
      await expectOk('POST', '/api/v1/admin/menus', {
        menuId,
        name: menuId,
        nameEn: menuId,
        fallbackQueueId: 'service',
      });
      await editor.publish(menuId, tree);
      await expectOk('POST', '/api/v1/admin/hotlines', { number, name: menuId, queueId: `menu:${menuId}` });
      await changesInForce(center, admin);
      return menuId;
    },
  };
  return editor;
}

export const tone = (ms = 300) => writeWav(makeTones(8000, [[880, ms]]));

export async function uploadPrompt(url: string, who: SignedIn, promptId: string, language: string, file: Buffer) {
  const response = await fetch(`${url}/api/v1/admin/prompts/${promptId}/${language}/upload`, {
    method: 'POST',
    headers: { cookie: who.cookie, 'x-csrf-token': who.me.csrfToken, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(file),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** What Asterisk plays to the caller in this round of the menu; null when it has ended. */
export async function playedIn(center: CallCenter, callId: string, round: number): Promise<string | null> {
  const { ASTERISK_HTTP_URL, ARI_USER, ARI_PASSWORD } = center.env as Record<string, string>;
  const response = await fetch(`${ASTERISK_HTTP_URL}/ari/playbacks/menu-${round}-${callId}`, {
    headers: { authorization: `Basic ${Buffer.from(`${ARI_USER}:${ARI_PASSWORD}`).toString('base64')}` },
  });
  return response.ok ? ((await response.json()) as { media_uri: string }).media_uri : null;
}

/** The step a caller listens to. */
export const stepOf = (center: CallCenter, callId: string): Promise<string | null> =>
  center.redis.hget(center.keys.call(callId), 'menuStep');

/** A step that is over soon. */
export const choice = (
  stepId: string,
  more: Partial<Extract<MenuTree['steps'][number], { kind: 'choice' }>> | object,
) => ({
  kind: 'choice' as const,
  stepId,
  name: stepId,
  prompts: ['beep'],
  timeoutMs: 20_000,
  choices: [],
  otherwise: toQueue('service'),
  ...more,
});
