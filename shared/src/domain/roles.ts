/** Roles of people in the center (domain: one person may hold several). */
export const roles = [
  'agent',
  'lead',
  'supervisor',
  'info_desk',
  'complaint_handler',
  'qa',
  'telesales',
  'dispatcher',
  'department',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** Everyone who may have a seat on the phone. */
export const seatRoles = [
  'agent',
  'lead',
  'complaint_handler',
  'info_desk',
  'telesales',
] as const satisfies readonly Role[];

/** Who sees every call of the center. */
const rolesOfCenter: readonly Role[] = ['supervisor', 'qa', 'admin', 'complaint_handler'];

/** A lead whose calls are those of one team: numbers of the whole center are no links for them. */
export const isLeadOfTeam = ({ roles: held, teamId }: { roles: readonly Role[]; teamId: string | null }): boolean =>
  teamId !== null && held.includes('lead') && !held.some((role) => rolesOfCenter.includes(role));
/** One who may see every call: by the role, or as the lead of no team in particular. */
export const seesCenter = ({ roles: held, teamId }: { roles: readonly Role[]; teamId: string | null }): boolean =>
  held.some((role) => rolesOfCenter.includes(role)) || (held.includes('lead') && teamId === null);
