import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { useEffect, useState } from 'react';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { useSeat, useSeatCommand, useSeatView } from '../../desk-work/desk/seat.tsx';
import { nameOfOther } from '../outbound/colleague.ts';

/** What may be done with the seat's call, by button and by key, on any page that shows it. */
export function useTalk(call: NonNullable<DeskSnapshot['call']>) {
  const seat = useSeat();
  const run = useSeatCommand();
  const screenPop = useSeatView((view) => view.screenPop);
  // A mere participant cannot put anybody on hold.
  const isHeld = call.heldSinceMs !== null && call.role === 'main';
  const isOwn = call.ownerId === seat.employeeNo && call.role === 'main';
  const isConsulting = isOwn && call.legs.some(({ role }) => role === 'consult');
  // Either of two colleagues may put the other on hold, unless one already is.
  const mayHold =
    (isOwn || (call.direction === 'internal' && call.ownerId !== '' && !isHeld)) &&
    !call.isDialling &&
    call.role === 'main' &&
    !isConsulting;
  const isSettled = useSettled();
  const mayHangUp = isSettled && !isConsulting;
  const hold = () => void run(seat.hold(!isHeld));
  const mute = () => void run(seat.mute(!call.isMuted));
  const hangUp = () => void (mayHangUp && run(seat.hangUp()));
  useShortcut('Alt+KeyM', mute);
  useShortcut('Alt+KeyH', hold);
  useShortcut('Alt+KeyQ', hangUp);
  return {
    name: nameOfOther(screenPop, seat.employeeNo),
    isHeld,
    isOwn,
    isConsulting,
    isInConference: call.legs.some(({ role }) => role === 'conference'),
    mayHold,
    mayHangUp,
    hold,
    mute,
    hangUp,
  };
}

/** A second click meant for "answer" must not end the call it has just taken. */
const SETTLE_MS = 1000;

function useSettled(): boolean {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSettled;
}
