import * as contracts from './brought.ts';

type Contracts = typeof contracts;
type Kind = 'Errors' | 'Access' | 'Jobs' | 'Audit';
type OfKind<C, K extends Kind> = { [N in keyof C as N extends `${string}${K}` ? N : never]: C[N] };
type ValueOf<T> = T[keyof T];
type All<T> = (T extends unknown ? (of: T) => void : never) extends (of: infer I) => void ? I : never;

/** What contracts bring of one kind, by the ends of their names (`menuErrors`), in one object. */
export type Gathered<K extends Kind> = All<ValueOf<{ [C in keyof Contracts]: ValueOf<OfKind<Contracts[C], K>> }>>;

export function gather<K extends Kind>(kind: K): Gathered<K> {
  const parts = Object.values(contracts).flatMap((contract) =>
    Object.entries(contract).filter(([name]) => name.endsWith(kind)),
  );
  return Object.assign({}, ...parts.map(([, part]) => part)) as Gathered<K>;
}
