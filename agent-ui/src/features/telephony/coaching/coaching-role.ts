import { coachingRoles, type CoachingRole } from '@sansheng/shared/contracts/telephony/coaching';

/** True for the leg of a lead who coaches a seat without being part of the conversation. */
export function isCoachingRole(role: string): role is CoachingRole {
  return (coachingRoles as readonly string[]).includes(role);
}
