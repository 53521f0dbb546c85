import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import type { TransferCommands, TransferTargets } from '@sansheng/shared/contracts/telephony/transfer';
import { useQuery } from '@tanstack/react-query';
import { sendCommand } from '../../../socket/socket-client.ts';
import { useSeatCommand } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';

type Asked = Exclude<keyof TransferCommands, 'transfer.targets'>;

/** Sends a command about the seat's call; a refusal is shown in the reader's language. True when it was done. */
export function useTransfer(): <C extends Asked>(
  command: C,
  body: Parameters<TransferCommands[C]>[0],
) => Promise<boolean> {
  const { socket } = useSession();
  const run = useSeatCommand();
  return (command, body) =>
    run(sendCommand(socket, command, body as never).then((reply): ErrorCode | null => (reply.ok ? null : reply.code)));
}

const LOOK_EVERY_MS = 2000;

/** Possible targets, kept up to date while the list is open. */
export function useTransferTargets(isOpen: boolean): TransferTargets | undefined {
  const { socket } = useSession();
  return useQuery({
    queryKey: ['transfer', 'targets'],
    queryFn: async (): Promise<TransferTargets> => {
      const reply = await sendCommand(socket, 'transfer.targets', {});
      if (!reply.ok) throw new Error(reply.code);
      return reply;
    },
    enabled: isOpen,
    refetchInterval: LOOK_EVERY_MS,
    gcTime: 0,
  }).data;
}
