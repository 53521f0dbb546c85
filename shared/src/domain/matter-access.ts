/** Who may do what with matters. */
import { type Role, seatRoles } from './roles.ts';

/** They open matters, and may own them. */
export const matterWriters: readonly Role[] = [...seatRoles, 'supervisor', 'dispatcher'];
export const matterReaders: readonly Role[] = [...matterWriters, 'qa', 'admin'];
/** They may change what others own. */
export const matterOverseers: readonly Role[] = ['lead', 'supervisor', 'complaint_handler'];
