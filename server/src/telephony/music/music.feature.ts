import type { AppContext } from '../../platform/app-context.ts';
import type { AriClient } from '../../platform/ari/index.ts';
import type { CallMedia, CallsStore } from '../calls/index.ts';
import type { QueuePrompts } from '../prompts/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { createWaitingMusic } from './waiting-music.ari.ts';
import type { WaitingRooms } from './waiting-rooms.ts';

/** The music of queues, in force when the settings are, and on each new start of Asterisk. */
export async function musicFeature(wing: {
  context: AppContext;
  ari: AriClient;
  calls: CallsStore;
  queues: QueueSettings;
  queuePrompts: QueuePrompts;
  rooms: WaitingRooms;
  media: CallMedia;
  node: NodeHooks;
}): Promise<void> {
  const { context, queuePrompts, media, node } = wing;
  const music = createWaitingMusic({
    ...wing,
    folder: context.env.PROMPT_STORE,
    music: () => queuePrompts.music(),
    bringToRoom: media.wait,
    log: context.log,
  });
  await music.apply(false);
  wing.queues.onChange(async () => {
    await queuePrompts.load();
    await music.apply(node.isLeading());
  });
  node.onAdopt('beforeCalls', 'music', () => music.apply(true));
}
