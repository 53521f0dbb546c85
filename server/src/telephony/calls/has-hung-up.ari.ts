import type { AriClient, Channel } from '../../platform/ari/index.ts';

/**
 * True when the far end has hung up and Asterisk still has its channel, for minutes perhaps: who hangs up in the moment that
 * words begin leaves one behind (docs/decisions/0023). It looks like a caller who has just arrived. What is asked here is
 * answered by a channel that answers no command, too.
 */
export async function hasHungUp(ari: AriClient, { id, name }: Pick<Channel, 'id' | 'name'>): Promise<boolean> {
  try {
    const source = await ari.channels.getChannelVar({ channelId: id, variable: 'CHANNEL(hangupsource)' });
    // The other end of its bridge, who has hung up before, stands there by its own name.
    return typeof source === 'object' && source.value === name;
  } catch {
    // An Asterisk of one's own may lack func_channel. One that does not answer is found to be deaf.
    return false;
  }
}
