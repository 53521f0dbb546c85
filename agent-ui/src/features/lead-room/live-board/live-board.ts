import type { LiveDifference, LiveSnapshot } from '@sansheng/shared/contracts/lead-room/live-board';
import { useEffect, useState } from 'react';
import { sendCommand } from '../../../socket/socket-client.ts';
import { useSession } from '../../people/sign-in/session.tsx';

export interface LiveBoard {
  snapshot: LiveSnapshot | null;
  isConnected: boolean;
}

const ALARMS_SHOWN = 100;

/** The next state of the board, or null when a difference is missing in between. */
function applyDifference(board: LiveSnapshot, difference: LiveDifference): LiveSnapshot | null {
  if (difference.seq <= board.seq) return board;
  if (difference.seq !== board.seq + 1) return null;
  const queues = merge(board.queues, difference.queues, (queue) => queue.queueId);
  const gone = new Set(difference.goneSeats);
  const seats = merge(board.seats, difference.seats, (seat) => seat.agentId).filter((seat) => !gone.has(seat.agentId));
  const known = new Set(difference.alarms.map((alarm) => alarm.alarmId));
  const alarms = [...difference.alarms, ...board.alarms.filter((alarm) => !known.has(alarm.alarmId))];
  return {
    ...board,
    seq: difference.seq,
    serverNowMs: difference.serverNowMs,
    queues,
    seats,
    alarms: alarms.sort((a, b) => b.atMs - a.atMs).slice(0, ALARMS_SHOWN),
  };
}

function merge<T>(old: T[], changed: T[], idOf: (one: T) => string): T[] {
  const byId = new Map(changed.map((one) => [idOf(one), one]));
  const kept = old.map((one) => {
    const newer = byId.get(idOf(one));
    byId.delete(idOf(one));
    return newer ?? one;
  });
  return byId.size === 0 ? kept : [...kept, ...byId.values()];
}

/** Watches while mounted: a snapshot, then differences; a gap or a new connection loads the snapshot again. */
export function useLiveBoard(): LiveBoard {
  const { socket } = useSession();
  const [board, setBoard] = useState<LiveBoard>({ snapshot: null, isConnected: socket.connected });
  useEffect(() => {
    let latest: LiveSnapshot | null = null;
    let isLoading = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      if (isLoading) return;
      isLoading = true;
      const reply = await sendCommand(socket, 'live.watch', {});
      isLoading = false;
      if (!reply.ok) {
        clearTimeout(retry);
        if (socket.connected) retry = setTimeout(() => void load(), 2000);
        return;
      }
      latest = reply.snapshot;
      setBoard({ snapshot: latest, isConnected: true });
    };
    const onChanged = (difference: LiveDifference) => {
      if (latest === null || isLoading) return;
      const next = applyDifference(latest, difference);
      if (next === null) return void load();
      latest = next;
      setBoard({ snapshot: latest, isConnected: true });
    };
    const onConnect = () => void load();
    const onDisconnect = () => setBoard({ snapshot: latest, isConnected: false });
    socket.on('connect', onConnect);
    socket.on('disconnect', onDisconnect);
    socket.on('live.changed', onChanged);
    if (socket.connected) void load();
    return () => {
      clearTimeout(retry);
      socket.off('connect', onConnect);
      socket.off('disconnect', onDisconnect);
      socket.off('live.changed', onChanged);
      void sendCommand(socket, 'live.unwatch', {});
    };
  }, [socket]);
  return board;
}
