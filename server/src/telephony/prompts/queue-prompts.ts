import type { CallLanguage, QueuePromptSlot } from '@sansheng/shared/contracts/telephony/prompts';
import type { QueueRow } from '@sansheng/shared/tables/telephony/queues';
import { type PromptStore, usedKey } from './prompts.store.ts';

/** Built-in prompts that a queue may replace. */
const slots: Partial<Record<string, QueuePromptSlot>> = {
  greeting: 'greeting',
  'please-hold': 'hold',
  closed: 'closed',
  'voicemail-greeting': 'voicemail',
  'lines-busy': 'busy',
};

export interface QueuePromptParts {
  store: PromptStore;
  queues: { queue(queueId: string): QueueRow | undefined; activeQueues(): QueueRow[] };
  calls: {
    languageOf(callId: string): Promise<CallLanguage>;
    /** The queue that a call is in, or was to be in. */
    queueIdOf(callId: string): Promise<string | null>;
  };
}

/** What is played to a caller: the prompts of the call's queue if it has some, otherwise the built-in ones. */
export async function createQueuePrompts({ store, queues, calls }: QueuePromptParts) {
  let newest = await store.newest();
  const wordsOf = (row: QueueRow) => Object.values(row.prompts).filter((promptId) => promptId !== null);
  const promptsOf = (row: QueueRow) => [...wordsOf(row), ...row.music];

  return {
    async load(): Promise<void> {
      newest = await store.newest();
    },
    /** What ARI plays for a built-in prompt. `queueId`: where the call is not in its queue yet. */
    async soundsOf(callId: string, names: readonly string[], queueId?: string): Promise<string[]> {
      const mayDiffer =
        names.some((name) => name in slots) && queues.activeQueues().some((row) => wordsOf(row).length > 0);
      const [language, of] = await Promise.all([
        calls.languageOf(callId),
        mayDiffer ? (queueId ?? calls.queueIdOf(callId)) : null,
      ]);
      const own = queues.queue(of ?? '')?.prompts ?? {};
      return names.map((name) => {
        const slot = slots[name];
        const sounds = slot === undefined ? undefined : newest.get(own[slot] ?? '');
        // Better the other language than a prompt that does not fit the queue.
        const version = sounds?.[language] ?? Object.values(sounds ?? {})[0];
        return version === undefined ? `sound:sansheng/${language}/${name}` : store.mediaOf(version.file);
      });
    },
    /** The pieces of music of each queue that has some: paths without the file's ending; of two languages the Chinese. */
    music(): Map<string, string[]> {
      const pieceOf = (promptId: string) => newest.get(promptId)?.zh ?? newest.get(promptId)?.en;
      const pieces = queues.activeQueues().map(({ queueId, music }) => {
        const found = music.map(pieceOf).filter((piece) => piece !== undefined);
        return [queueId, found.map(({ file }) => store.soundOf(file))] as const;
      });
      return new Map(pieces.filter(([, files]) => files.length > 0));
    },
    /** The newest of each language: what is played now. */
    usedVersions: (): Set<string> =>
      new Set(
        queues
          .activeQueues()
          .flatMap(promptsOf)
          .flatMap((promptId) => Object.values(newest.get(promptId) ?? {}))
          .map(usedKey),
      ),
  };
}
export type QueuePrompts = Awaited<ReturnType<typeof createQueuePrompts>>;
