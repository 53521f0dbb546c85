import type { ClientToServer } from '@sansheng/shared/contracts/socket';
import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from './session.tsx';
import { sendCommand } from '../../../socket/socket-client.ts';

/**
 * Sends a command that does not concern the seat's own phone; a refusal is shown in the reader's language. True: done.
 */
export function useCommand() {
  const { socket } = useSession();
  const { message } = App.useApp();
  const { t } = useTranslation();
  return useCallback(
    async <C extends keyof ClientToServer>(command: C, body: Parameters<ClientToServer[C]>[0]): Promise<boolean> => {
      const reply = await sendCommand(socket, command, body);
      if (!reply.ok) void message.error(t(`errors.${reply.code}`));
      return reply.ok;
    },
    [socket, message, t],
  );
}
