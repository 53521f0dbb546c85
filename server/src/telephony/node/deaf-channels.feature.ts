import type { AppContext } from '../../platform/app-context.ts';
import type { AmiClient } from '../../platform/ami/index.ts';
import type { AriClient } from '../../platform/ari/index.ts';
import type { CallsStore, EndCall } from '../calls/index.ts';
import type { LiveState } from '../live-state/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { createDeafChannels } from './deaf-channels.ari.ts';
import { createStuckChannelStore } from './stuck-channels.store.ts';

export interface DeafChannelWing {
  context: AppContext;
  ari: AriClient;
  ami: AmiClient;
  state: LiveState;
  calls: CallsStore;
  endCall: EndCall;
  routing: { seatChannelLost: (channelId: string) => Promise<void> };
  nodeName: string;
  node: NodeHooks;
}

/** Channels that answer no command: found, hung up, given up, on the server that acts for the node. */
export function deafChannelsFeature({
  context,
  ari,
  ami,
  state,
  calls,
  endCall,
  routing,
  nodeName,
  node,
}: DeafChannelWing) {
  const { env, metrics, log } = context;
  const deafChannels = createDeafChannels({
    ari,
    ami,
    customerGone: async (channelId) => {
      const callId = await calls.callOfChannel(channelId);
      if (callId !== null) await endCall(callId, { endedBy: 'system', why: 'lineGone' });
    },
    seatGone: routing.seatChannelLost,
    store: createStuckChannelStore(state, nodeName),
    restart: {
      isSupervised: env.ASTERISK_SUPERVISED,
      goesWithinMs: env.STUCK_CHANNEL_SECONDS * 1000,
      withinMs: env.SWITCH_RESTART_MINUTES * 60_000,
    },
    metrics,
    log,
  });
  // Before calls are adopted: what another server gave up is no caller.
  node.onTake(() => deafChannels.load());
  node.whileLeading(deafChannels);
  return deafChannels;
}
