import { readFileSync } from 'node:fs';

/** A process, told apart from a later one with the same number by the tick at which it started. */
export interface ProcessIdentity {
  pid: number;
  startTicks: string;
}

/** The identity of a living process, or null when there is none with this number. Zombies count as gone. */
export function identifyProcess(pid: number): ProcessIdentity | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : { pid, startTicks: fields[19] ?? '' };
  } catch {
    return null;
  }
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startTicks === identity.startTicks;
}
