import type { EntityManager } from 'typeorm';

/** What a feature brings for the demonstration center. No call is invented. */
export type Examples = (write: EntityManager, nowMs: number) => Promise<void>;
