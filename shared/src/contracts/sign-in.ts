import { z } from 'zod';
import { roles } from '../domain/roles.ts';

export const EmployeeNo = z
  .string()
  .trim()
  .regex(/^\d{1,10}$/);
export const SignIn = z.object({ employeeNo: EmployeeNo, password: z.string().min(1).max(200) });

/** `GET /api/v1/center`: what a page may know before anybody signs in. */
export const Center = z.object({ demonstration: z.boolean(), ringCycleMs: z.number().int() });

export const Me = z.object({
  employeeNo: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  teamId: z.string().nullable(),
  teamName: z.string().nullable(),
  /** To be sent as header `X-CSRF-Token` with every POST, PUT, PATCH and DELETE. */
  csrfToken: z.string(),
  /** The demonstration center shows hints that a real one does not. */
  demonstration: z.boolean(),
  ringCycleMs: z.number().int(),
  timeZone: z.string(),
  serverNowMs: z.number().int(),
});
export type Me = z.infer<typeof Me>;
