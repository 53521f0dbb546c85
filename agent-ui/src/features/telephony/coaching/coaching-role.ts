import { coachingRoles, type CoachingRole } from '@sansheng/shared/contracts/telephony/coaching';

/** True for the leg of a lead who is with a seat, and not of the call's own talk. */
export function isCoachingRole(role: string): role is CoachingRole {
  return (coachingRoles as readonly string[]).includes(role);
}
