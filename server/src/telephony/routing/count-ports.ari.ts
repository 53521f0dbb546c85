import { Gauge, type Registry } from 'prom-client';
import type { AriClient } from '../../platform/ari/index.ts';

/** A leg's sound, and its control beside it. */
const PORTS_A_LEG = 2;

/** RTP ports by use, counted when requested: every channel of a phone or a trunk has two. */
export function countPorts(ari: AriClient, ports: number, metrics: Registry): void {
  new Gauge({
    name: 'sansheng_rtp_ports',
    help: 'RTP ports of Asterisk, by whether a leg has them',
    labelNames: ['state'] as const,
    registers: [metrics],
    async collect() {
      // While Asterisk does not answer, nothing is reported rather than old numbers.
      this.reset();
      const channels = await ari.channels.list({}).catch(() => null);
      if (channels === null) return;
      const used = PORTS_A_LEG * channels.filter(({ name }) => name.startsWith('PJSIP/')).length;
      this.set({ state: 'used' }, used);
      this.set({ state: 'free' }, Math.max(0, ports - used));
    },
  });
}
