import { keepPerson } from '@sansheng/shared/db';
import type { EntityManager } from 'typeorm';

/** Whoever is complained about does not find the case from here on, not even as its owner. */
export async function keepSubject(
  into: EntityManager,
  caseId: string,
  fields: Record<string, unknown>,
  nowMs: number,
): Promise<void> {
  const { subject } = fields;
  if (typeof subject === 'string' && subject !== '') await keepPerson(into, caseId, 'subject', subject, nowMs);
}
