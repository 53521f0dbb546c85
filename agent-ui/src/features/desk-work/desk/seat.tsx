import { DeskSettings } from '@sansheng/shared/contracts/desk-work/desk';
import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { createContext, type ReactNode, use, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { request } from '../../../rest/rest.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { SeatStore, type SeatView } from './seat-store.ts';

const SeatContext = createContext<SeatStore | null>(null);

/** Starts phone and desk of a person with a seat, for as long as they are signed in. */
export function SeatProvider({ children }: { children: ReactNode }) {
  const { me, socket } = useSession();
  const [seat, setSeat] = useState<SeatStore | null>(null);
  useEffect(() => {
    const store = new SeatStore(socket, me.employeeNo);
    store.start();
    setSeat(store);
    return () => store.close();
  }, [socket, me.employeeNo]);
  return seat && <SeatContext value={seat}>{children}</SeatContext>;
}

export function useSeat(): SeatStore {
  const seat = use(SeatContext);
  if (seat === null) throw new Error('no seat here');
  return seat;
}

/** The seat of the signed-in person, or null without one. */
export function useSeatIfAny(): SeatStore | null {
  return use(SeatContext);
}

/**
 * A part of what the seat's screen shows; renders again only when this part changes. The quality of the line changes
 * every second during a call: a component that takes the whole view renders as often.
 */
export function useSeatView<T>(partOf: (view: SeatView) => T): T {
  const seat = useSeat();
  return useSyncExternalStore(seat.subscribe, () => partOf(seat.view()));
}

export function useDeskSettings(): DeskSettings | undefined {
  return useQuery({
    queryKey: ['desk', 'settings'],
    queryFn: () => request(DeskSettings, 'GET', '/desk/settings'),
    staleTime: 300_000,
  }).data;
}

/** The name of a queue in the reader's language; the name sent with the call until the settings are loaded. */
export function useQueueName(): (queueId: string | null, sentName: string | null) => string {
  const settings = useDeskSettings();
  return (queueId, sentName) => {
    const queue = settings?.queues.find((one) => one.queueId === queueId);
    return queue ? nameOf(queue) : (sentName ?? '–');
  };
}

/** The category of a call's wrap-up in the reader's language; null without one. */
export function useCategoryName(): (call: { categoryId: string | null; categoryName: string | null }) => string | null {
  const settings = useDeskSettings();
  return ({ categoryId, categoryName }) => {
    const category = settings?.wrapUpCategories.find((one) => one.categoryId === categoryId);
    return category ? nameOf(category) : categoryName;
  };
}

/** Runs a command of the seat; a refusal is shown in the reader's language. */
export function useSeatCommand(): (command: Promise<ErrorCode | null>) => Promise<boolean> {
  const { message } = App.useApp();
  const { t } = useTranslation();
  return useCallback(
    async (command) => {
      const refusal = await command;
      if (refusal !== null) void message.error(t(`errors.${refusal}`));
      return refusal === null;
    },
    [message, t],
  );
}
