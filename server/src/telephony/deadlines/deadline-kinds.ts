/**
 * What may become due for a call, a seat or a pool, and the parts of its name in the sorted set `deadlines`:
 * `<kind>:<part>:<part>`. The scripts set and drop them; docs/architecture/live-state.md says when and why.
 */
export const deadlineKinds = {
  greet: ['callId'],
  offer: ['callId', 'offerGen'],
  relax: ['callId'],
  own: ['callId'],
  match: ['pool'],
  menu: ['callId'],
  announce: ['callId'],
  overflow: ['callId'],
  away: ['callId'],
  goodbye: ['callId'],
  dial: ['callId'],
  callback: ['callId'],
  pause: ['callId'],
  vote: ['callId'],
  wrapUp: ['agentId', 'callId'],
  leg: ['callId', 'offerGen'],
  seatAway: ['callId', 'offerGen'],
  life: ['agentId'],
} as const satisfies Record<string, readonly string[]>;

export type DeadlineKind = keyof typeof deadlineKinds;
type PartName<K extends DeadlineKind> = (typeof deadlineKinds)[K][number];
/** The parts of a deadline's name, by what they are. */
export type DueDeadline<K extends DeadlineKind> = {
  [Name in PartName<K>]: Name extends 'offerGen' ? number : string;
};

export function readDeadline<K extends DeadlineKind>(kind: K, parts: readonly string[]): DueDeadline<K> {
  const named = deadlineKinds[kind].map((name, i) => [name, name === 'offerGen' ? Number(parts[i]) : (parts[i] ?? '')]);
  return Object.fromEntries(named) as DueDeadline<K>;
}
