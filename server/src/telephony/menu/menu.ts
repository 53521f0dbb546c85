import type { MenuTarget } from '@sansheng/shared/contracts/telephony/menu';
import type { MenuVersionRow } from '@sansheng/shared/tables/telephony/menu';
import type { QueueRow } from '@sansheng/shared/tables/telephony/queues';
import type { Logger } from 'pino';
import { createInOrder } from '../../platform/in-order.ts';
import type { CallMedia, CallsStore, EndCall } from '../calls/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import { decideMove, type MenuGain, type MenuHappening } from '@sansheng/shared/domain/menu-move';
import type { MenuCall, MenuExit, MenuStore } from './menu.store.ts';
import type { PublishedMenus } from './published-menus.store.ts';

type QueueTarget = Extract<MenuTarget, { kind: 'queue' }>;
/** What the menu asks of a queue, overriding the queue's settings. */
interface QueueWish {
  priority?: number;
  needs?: QueueRow['needs'];
}

export interface MenuParts {
  store: MenuStore;
  menus: PublishedMenus;
  calls: CallsStore;
  queues: QueueSettings;
  media: CallMedia;
  endCall: EndCall;
  /** The caller keyed in who they are; resolves when the customer is known or known to be unknown. */
  identify: (callId: string, collected: NonNullable<MenuGain['collected']>) => Promise<unknown>;
  queueCall: (callId: string, queueId: string, wish: QueueWish) => Promise<unknown>;
  /** Dials an outside number for the caller; the queue gets the call if the number does not answer. */
  forward: (callId: string, queueId: string, number: string) => Promise<unknown>;
  log: Logger;
}

/** A playback may take a little longer than its length. */
const MARGIN_MS = 300;
/** When to retry an exit if the server that takes it dies. */
const EXIT_AGAIN_MS = 2000;

/** Leads callers through the published menus by their keys. */
export function createMenu(parts: MenuParts) {
  const { menus, calls, log } = parts;
  /** By call: the keys of a caller take effect in the order in which they were pressed. */
  const inOrder = createInOrder();

  return {
    /** The center answers and speaks. */
    async start(callId: string, menuId: string): Promise<void> {
      const version = menus.current(menuId);
      if (version === null) {
        log.error({ callId, menuId }, 'a hotline leads to a menu that is not published');
        await parts.endCall(callId, {
          endedBy: 'center',
          outcome: 'sentAway',
          why: 'menuNotPublished',
          cause: 17,
          reason: 'busy',
        });
        return;
      }
      await calls.centerAnswer(callId);
      await inOrder(callId, () => begin(parts, callId, version, { round: 0, digits: '', language: null }));
    },
    press: (callId: string, digit: string) => inOrder(callId, () => meet(parts, callId, { kind: 'digit', digit })),
    /** Silence until the step's time is over, or an exit that is due. */
    timedOut: (callId: string) => inOrder(callId, () => meet(parts, callId, { kind: 'silence' })),
  };
}

/** `seen`: the caller's position; null: not in a menu yet. */
async function speak(
  parts: MenuParts,
  callId: string,
  version: MenuVersionRow,
  seen: Pick<MenuCall, 'round' | 'digits' | 'language'>,
  next: { stepId: string; tries: number; lead: string[]; digit: string; gain: MenuGain },
): Promise<void> {
  const { store, menus, media } = parts;
  const step = version.tree.steps.find(({ stepId }) => stepId === next.stepId);
  if (step === undefined) return leave(parts, callId, version, seen, { ...next, exit: fallbackOf(version) });
  const language = next.gain.language ?? seen.language ?? firstLanguage(version);
  const sounds = await menus.soundsOf(version, [...next.lead, ...step.prompts], language);
  const moved = await store.move(callId, seen, {
    ...placeOf(version, step.stepId),
    tries: next.tries,
    digits: '',
    waitMs: sounds.lengthMs + (step.kind === 'say' ? MARGIN_MS : step.timeoutMs),
    speaks: true,
    digit: next.digit,
    gain: next.gain,
    exit: null,
  });
  if (moved.result !== 'moved') return;
  await media.stopMenu(callId, seen.round);
  await media.playMenu(callId, moved.channelId, sounds.media, moved.round);
}

async function leave(
  parts: MenuParts,
  callId: string,
  version: MenuVersionRow,
  seen: Pick<MenuCall, 'round' | 'digits' | 'language'>,
  next: { stepId: string; digit: string; gain: MenuGain; exit: MenuExit },
): Promise<void> {
  const { store, menus, media } = parts;
  const { exit } = next;
  const language = next.gain.language ?? seen.language ?? firstLanguage(version);
  const goodbye = await menus.soundsOf(version, exit.kind === 'hangUp' ? exit.prompts : [], language);
  const moved = await store.move(callId, seen, {
    ...placeOf(version, next.stepId),
    tries: 0,
    digits: '',
    waitMs: exit.kind === 'hangUp' ? goodbye.lengthMs + MARGIN_MS : EXIT_AGAIN_MS,
    speaks: true,
    digit: next.digit,
    gain: next.gain,
    exit,
  });
  if (moved.result !== 'moved') return;
  await media.stopMenu(callId, seen.round);
  if (exit.kind !== 'hangUp') await takeExit(parts, callId, moved.channelId, version, exit);
  // The deadline hangs up once it has been played.
  else if (goodbye.media.length > 0) await media.playMenu(callId, moved.channelId, goodbye.media, moved.round);
}

/** May be repeated: the call's state refuses what was already done. */
async function takeExit(
  parts: MenuParts,
  callId: string,
  channelId: string,
  version: MenuVersionRow,
  exit: MenuExit,
): Promise<void> {
  const { store, menus, media, queues, log } = parts;
  if (exit.kind === 'hangUp') {
    await parts.endCall(callId, { endedBy: 'center', why: 'menu' });
    return;
  }
  if (exit.kind === 'queue') return queue(parts, callId, channelId, stillThere(parts, callId, version, exit));
  if (exit.kind === 'outside') {
    await media.wait(callId, channelId);
    await parts.forward(callId, version.tree.fallbackQueueId, exit.number);
    await store.leave(callId);
    return;
  }
  const hotline = queues.hotline(exit.number);
  const other = hotline?.menu == null ? null : menus.current(hotline.menu);
  const place = await store.read(callId);
  if (place === null) return;
  if (other !== null) return begin(parts, callId, other, place);
  const to = hotline === undefined || hotline.menu !== null ? fallbackOf(version) : hotline;
  if (hotline === undefined)
    log.error({ callId, number: exit.number }, 'a menu leads to a number that no longer exists');
  const target = { queueId: to.queueId, priority: hotline?.priority ?? null, needs: [] };
  await queue(parts, callId, channelId, stillThere(parts, callId, version, target));
}

/**
 * If a queue was switched off after the menu was published, its callers are not hung up: they go to the menu's
 * fallback. Only when that is gone too do they hear that nobody is available.
 */
function stillThere(
  { queues, log }: MenuParts,
  callId: string,
  version: MenuVersionRow,
  target: Omit<QueueTarget, 'kind'>,
): Omit<QueueTarget, 'kind'> {
  if (queues.queue(target.queueId)?.isActive === true) return target;
  log.error({ callId, queueId: target.queueId }, 'a menu leads to a queue that no longer exists');
  return fallbackOf(version);
}

async function queue(
  parts: MenuParts,
  callId: string,
  channelId: string,
  { queueId, priority, needs }: Omit<QueueTarget, 'kind'>,
): Promise<void> {
  const { store, media, queues } = parts;
  const place = await store.read(callId);
  if (place === null) return;
  const ofLanguage = place.languageNeed === '' ? [] : [JSON.parse(place.languageNeed) as (typeof needs)[number]];
  const added = [...needs, ...ofLanguage];
  await media.wait(callId, channelId);
  await parts.queueCall(callId, queueId, {
    ...(priority !== null && { priority }),
    ...(added.length > 0 && { needs: [...(queues.queue(queueId)?.needs ?? []), ...added] }),
  });
  await store.leave(callId);
}

const begin = (
  parts: MenuParts,
  callId: string,
  version: MenuVersionRow,
  seen: Pick<MenuCall, 'round' | 'digits' | 'language'>,
): Promise<void> =>
  speak(parts, callId, version, seen, { stepId: version.tree.firstStep, tries: 1, lead: [], digit: '', gain: {} });

/** Decides on the current state of the call; if the caller was quicker, it decides again. */
async function meet(parts: MenuParts, callId: string, happening: MenuHappening): Promise<void> {
  const { store, menus, media } = parts;
  const place = await store.read(callId);
  if (place === null) {
    if (happening.kind === 'silence') await store.leave(callId);
    return;
  }
  const version = await menus.version(place.menuId, place.version);
  if (version === null) throw new Error(`menu ${place.menuId} has no version ${place.version}`);
  if (place.exit !== null) {
    if (happening.kind === 'silence') await takeExit(parts, callId, place.channelId, version, place.exit);
    return;
  }
  const move = decideMove(version.tree, place, happening);
  const digit = happening.kind === 'digit' ? happening.digit : '';
  if (move.kind === 'nothing') return;
  if (move.kind === 'listen') {
    const { digits, waitMs } = move;
    const { stepId, tries } = place;
    const own = { ...placeOf(version, stepId), tries, digits, waitMs, speaks: false, digit, gain: {}, exit: null };
    const moved = await store.move(callId, place, own);
    if (moved.result === 'moved' && place.digits === '') await media.stopMenu(callId, place.round);
    return;
  }
  // Looked up before the call is queued: the customer decides on priority and seat.
  if (move.gain.collected) await parts.identify(callId, move.gain.collected);
  if (move.kind === 'speak') await speak(parts, callId, version, place, { ...move, digit });
  else await leave(parts, callId, version, place, { stepId: place.stepId, digit, gain: move.gain, exit: move.to });
}

const placeOf = ({ menuId, version }: MenuVersionRow, stepId: string) => ({ menuId, version, stepId });
const firstLanguage = ({ tree }: MenuVersionRow) => tree.languages[0] ?? 'zh';
const fallbackOf = ({ tree }: MenuVersionRow): QueueTarget => ({
  kind: 'queue',
  queueId: tree.fallbackQueueId,
  priority: null,
  needs: [],
});
