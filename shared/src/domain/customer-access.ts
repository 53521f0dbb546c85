/** Who sees how much of a customer's file. */
import type { Role } from './roles.ts';

/**
 * confidential: found by everybody, read by those who serve or supervise. secret: not even found by the others. A seat
 * with the customer on the line sees the whole file, whatever its level.
 */
export const confidentialities = ['ordinary', 'confidential', 'secret'] as const;
export type Confidentiality = (typeof confidentialities)[number];

export interface Viewer {
  employeeNo: string;
  roles: readonly Role[];
}
/** `masked`: name, tier and tags; numbers with their middle hidden; no address, note or reference. */
export type Sight = 'whole' | 'masked' | 'hidden';

const always: readonly Role[] = ['supervisor', 'complaint_handler'];
const upToConfidential: readonly Role[] = [...always, 'lead', 'admin'];

/** `hasServed`: had this customer on the line within the last day. */
export function sightOf(
  file: { confidentiality: Confidentiality; ownerId: string | null },
  viewer: Viewer,
  hasServed: boolean,
): Sight {
  const is = (roles: readonly Role[]) => viewer.roles.some((role) => roles.includes(role));
  if (file.confidentiality === 'ordinary' || file.ownerId === viewer.employeeNo || hasServed || is(always)) {
    return 'whole';
  }
  if (file.confidentiality === 'secret') return 'hidden';
  return is(upToConfidential) ? 'whole' : 'masked';
}

export function stricterOf(one: Confidentiality, other: Confidentiality): Confidentiality {
  return confidentialities.indexOf(one) >= confidentialities.indexOf(other) ? one : other;
}

/** Secret files appear in nobody's lists but those of their owner and of these roles. */
export function findsSecret(viewer: Viewer): boolean {
  return viewer.roles.some((role) => always.includes(role));
}
