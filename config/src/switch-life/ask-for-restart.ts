import { z } from 'zod';
import { askUrl } from '../ask-url.ts';

const LIMIT_MS = 5000;
const Readiness = z.object({ switchRestart: z.string() });

/**
 * Whether the server, asked at its /readyz, wants Asterisk restarted: there is a channel that cannot be hung up, and no
 * other call is up, or it has waited long enough. False if that cannot be read.
 */
export async function isRestartDue(readyUrl: string): Promise<boolean> {
  const reply = await askUrl(readyUrl, LIMIT_MS);
  try {
    return reply !== null && Readiness.parse(JSON.parse(reply.body)).switchRestart === 'due';
  } catch {
    return false;
  }
}
