import { expect, it } from 'vitest';
import type { SoundCounters } from '../../../softphone/softphone-port.ts';
import { createLegMeter } from './leg-meter.ts';

/** A leg whose every second changes the counters by these. */
function aLeg() {
  const meter = createLegMeter();
  let counters: SoundCounters = {
    atMs: 0,
    packetsReceived: 0,
    packetsLost: 0,
    packetsSent: 0,
    sentLost: 0,
    jitterMs: 2,
    roundTripMs: 10,
    bufferSeconds: 0,
    emittedSamples: 0,
  };
  meter.read(counters, true);
  const second = (change: { came?: number; lost?: number; sent?: number; sentLost?: number }, isExpected = true) => {
    const { came = 50, lost = 0, sent = 50, sentLost = 0 } = change;
    counters = {
      ...counters,
      atMs: counters.atMs + 1000,
      packetsReceived: counters.packetsReceived + came,
      packetsLost: counters.packetsLost + lost,
      packetsSent: counters.packetsSent + sent,
      sentLost: counters.sentLost + sentLost,
      bufferSeconds: counters.bufferSeconds + 8000 * 0.04,
      emittedSamples: counters.emittedSamples + 8000,
    };
    meter.read(counters, isExpected);
  };
  return { meter, second };
}

it('reports nothing before the first reading', () => {
  const { meter } = aLeg();
  expect(meter.now()).toBeNull();
  expect(meter.leg()).toBeNull();
});

it('keeps the worst seconds of a leg beside its mean, but not in the current score', () => {
  const { meter, second } = aLeg();
  for (let i = 0; i < 10; i += 1) second({});
  second({ came: 25, lost: 25 });
  expect(meter.now()?.lostShare).toBeCloseTo(0.1, 1);
  for (let i = 0; i < 10; i += 1) second({});
  expect(meter.now()).toMatchObject({ lostShare: 0, jitterMs: 2, roundTripMs: 10 });
  const leg = meter.leg();
  expect(leg).toMatchObject({ measuredMs: 21_000, soundLostMs: 0, roundTripMs: 10 });
  expect(leg?.lostShare).toBeCloseTo(25 / 1050, 3);
  expect(leg?.lowestMos).toBeLessThan(4);
  expect(leg?.mos).toBeGreaterThan(4);
  expect(leg?.mos).toBeLessThan(4.39);
});

it('counts what Asterisk missed of what the seat sent', () => {
  const { meter, second } = aLeg();
  for (let i = 0; i < 5; i += 1) second({ sentLost: 5 });
  expect(meter.now()?.sentLostShare).toBeCloseTo(0.1, 5);
  expect(meter.now()?.mos).toBeLessThan(3.6);
});

it('reports missing audio after two seconds, in the right direction, and only where it should flow', () => {
  const { meter, second } = aLeg();
  second({});
  second({ came: 0 });
  expect(meter.lost()).toBeNull();
  second({ came: 0 });
  expect(meter.lost()).toBe('in');
  second({ came: 0, sent: 0 });
  second({ came: 0, sent: 0 });
  expect(meter.lost()).toBe('both');
  second({ sent: 0 });
  expect(meter.lost()).toBe('out');
  second({});
  expect(meter.lost()).toBeNull();
  expect(meter.leg()?.soundLostMs).toBe(4000);
  for (let i = 0; i < 5; i += 1) second({ came: 0 }, false);
  expect(meter.lost(), 'on hold').toBeNull();
  second({ came: 0 });
  expect(meter.lost(), 'just taken back').toBeNull();
});
