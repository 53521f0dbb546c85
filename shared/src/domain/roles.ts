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
