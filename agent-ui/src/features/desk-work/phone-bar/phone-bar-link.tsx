import {
  BAR_PROTOCOL,
  BarCommand,
  type BarMessage,
  type PhoneBarSite,
  PhoneBarSites,
} from '@sansheng/shared/contracts/desk-work/phone-bar';
import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { useSeat } from '../desk/seat.tsx';
import type { SeatStore } from '../desk/seat-store.ts';
import { barStateOf, eventsBetween, fillPopUrl, isLookedUp, nothingTold } from './bar-state.ts';

/** A reloaded page learns of the phone within this time. */
const TELL_EVERY_MS = 2000;

type Site = Pick<PhoneBarSite, 'origin' | 'popUrl'>;
type Said = BarMessage extends infer M ? (M extends BarMessage ? Omit<M, 'protocol'> : never) : never;

/** In a window opened by a page of other software: the phone answers that page if its site is allowed. */
export function PhoneBarLink() {
  const seat = useSeat();
  const { t } = useTranslation();
  const isOpened = window.opener !== null;
  const { data: sites } = useQuery({
    queryKey: ['phone-bar', 'sites'],
    queryFn: () => request(PhoneBarSites, 'GET', '/phone/bar-sites'),
    enabled: isOpened,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (sites === undefined || sites.length === 0) return;
    return linkPages(seat, sites, (code) => t(`errors.${code}`));
  }, [seat, sites, t]);
  return null;
}

/** Returns the function that ends it. `wordsOf`: the text of a refusal in the reader's language. */
function linkPages(seat: SeatStore, sites: readonly Site[], wordsOf: (code: ErrorCode) => string): () => void {
  const siteOf = (origin: string) => sites.find((site) => site.origin === origin);
  /** Pages that have said hello; the browser does not deliver messages to a page that has gone to another site. */
  const pages = new Map<Window, string>();
  let told = nothingTold;
  let shown = '';

  function say(origin: string, page: Window, said: Said): void {
    page.postMessage({ protocol: BAR_PROTOCOL, ...said }, origin);
  }
  function sayAll(saying: (site: Site) => Said): void {
    for (const [page, origin] of pages) {
      const site = siteOf(origin);
      if (page.closed) pages.delete(page);
      else if (site !== undefined) say(origin, page, saying(site));
    }
  }
  const stateNow = () => barStateOf(seat.view(), serverClock.nowMs());

  function tellState(): void {
    const state = stateNow();
    if (state !== null) sayAll(() => ({ type: 'state', state }));
  }
  function look(): void {
    const state = stateNow();
    if (state === null) return;
    const { lastedMs: _, ...rest } = state;
    if (JSON.stringify(rest) !== shown) {
      shown = JSON.stringify(rest);
      tellState();
    }
    const happened = eventsBetween(told, state, isLookedUp(seat.view()));
    told = happened.told;
    for (const [event, call] of happened.events) {
      sayAll(({ popUrl }) => ({ type: 'event', event, call, popUrl: fillPopUrl(popUrl, call, state.agentId) }));
    }
  }

  async function run(command: Exclude<BarCommand, { type: 'hello' }>): Promise<ErrorCode | null> {
    if (command.type === 'dial') return seat.dial(command.number);
    if (command.type === 'hangUp') return seat.hangUp();
    if (stateNow()?.mayAnswer !== true) return 'wrongState';
    seat.answer();
    return null;
  }
  async function onMessage({ origin, source, data }: MessageEvent): Promise<void> {
    if (siteOf(origin) === undefined || source === null || !('closed' in source)) return;
    const command = BarCommand.safeParse(data);
    if (!command.success) return;
    if (command.data.type === 'hello') {
      pages.set(source, origin);
      const state = stateNow();
      if (state !== null) say(origin, source, { type: 'state', state });
      return;
    }
    const refused = await run(command.data);
    const text = refused === null ? '' : wordsOf(refused);
    say(origin, source, { type: 'reply', id: command.data.id, refused, text });
  }

  const listen = (event: MessageEvent) => void onMessage(event);
  addEventListener('message', listen);
  const leave = seat.subscribe(look);
  look();
  const timer = setInterval(tellState, TELL_EVERY_MS);
  return () => {
    removeEventListener('message', listen);
    leave();
    clearInterval(timer);
  };
}
