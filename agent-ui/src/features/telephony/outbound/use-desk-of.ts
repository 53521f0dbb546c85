import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { useSyncExternalStore } from 'react';
import type { SeatStore } from '../../desk-work/desk/seat-store.ts';

const unsubscribed = () => () => {};
const none = () => null;

/** The desk of a seat, or null where there is none. */
export function useDeskOf(seat: SeatStore | null): DeskSnapshot | null {
  return useSyncExternalStore(seat?.subscribe ?? unsubscribed, seat === null ? none : () => seat.view().desk);
}
