import type { AriClient } from '../../platform/ari/index.ts';

/** What Asterisk says of the browsers' phones. */
export function createSeatPhones(ari: AriClient) {
  return {
    async isRegistered(agentId: string): Promise<boolean> {
      const endpoint = await ari.endpoints.get({ tech: 'PJSIP', resource: `seat-${agentId}` });
      return endpoint !== 'gone' && endpoint.state === 'online';
    },
    /** The seats whose phone is registered. */
    async registered(): Promise<Set<string>> {
      const endpoints = await ari.endpoints.listByTech({ tech: 'PJSIP' });
      const phones = endpoints === 'gone' ? [] : endpoints;
      const online = phones.filter(({ state, resource }) => state === 'online' && resource.startsWith('seat-'));
      return new Set(online.map(({ resource }) => resource.slice('seat-'.length)));
    },
  };
}
export type SeatPhones = ReturnType<typeof createSeatPhones>;
