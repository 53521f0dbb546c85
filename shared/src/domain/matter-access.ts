/** Who has to do with matters. */
import { type Role, seatRoles } from './roles.ts';

/** They open matters, and may own them. */
export const matterWriters: readonly Role[] = [...seatRoles, 'supervisor', 'dispatcher'];
export const matterReaders: readonly Role[] = [...matterWriters, 'qa', 'admin'];
/** They put right what others own. */
export const matterOverseers: readonly Role[] = ['lead', 'supervisor', 'complaint_handler'];
