import { setTimeout as delay } from 'node:timers/promises';
import { openLeg, readWavLeg } from './wav-leg.ts';

const LOOK_EVERY_MS = 200;
/** Asterisk writes at least ten times a second: a file unchanged for this long is finished. */
const STILL_MS = 1000;
/** The header says that it is unfinished: its writer may only be stalled, so wait longer before believing it dead. */
const STILL_UNFINISHED_MS = 10_000;

export type LegState = 'atRest' | 'growing' | 'absent';

/** Waits up to `limitMs` for Asterisk to finish both legs; `absent` when there is no file at all. */
export async function waitForLegs(paths: readonly string[], limitMs: number): Promise<LegState[]> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const states = await Promise.all(paths.map(stateOfLeg));
    if (!states.includes('growing') || Date.now() >= deadline) return states;
    await delay(LOOK_EVERY_MS);
  }
}

async function stateOfLeg(path: string): Promise<LegState> {
  const file = await openLeg(path);
  if (file === null) return 'absent';
  try {
    const { mtimeMs } = await file.stat();
    const { isFinished } = await readWavLeg(file);
    return Date.now() - mtimeMs >= (isFinished ? STILL_MS : STILL_UNFINISHED_MS) ? 'atRest' : 'growing';
  } finally {
    await file.close();
  }
}
