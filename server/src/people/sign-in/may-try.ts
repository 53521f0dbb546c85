import type { AppContext } from '../../platform/app-context.ts';
import { type RouteCall, UserError } from '../../platform/http/routes.ts';
import type { AttemptLimits } from './attempt-limits.store.ts';

type Response = RouteCall<unknown, unknown, unknown>['response'];

/** Throws `tooManyAttempts` or `accountLocked`, with the time until the next attempt. */
export async function mayTry(
  { log, audit }: Pick<AppContext, 'log' | 'audit'>,
  limits: AttemptLimits,
  employeeNo: string,
  { address, device, response }: { address: string; device: string | null; response: Response },
): Promise<void> {
  const refusal = await limits.begin(employeeNo, address, device);
  if (refusal === null) return;
  const { code, retryAfterSeconds, isFirst } = refusal;
  log.info({ employeeNo, address, code }, 'sign-in throttled');
  if (isFirst) await audit({ employeeNo, action: 'signIn.locked', target: employeeNo, address });
  response.set('Retry-After', String(retryAfterSeconds));
  throw new UserError(code, { retryAfterSeconds });
}
