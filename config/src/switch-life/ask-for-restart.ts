import { z } from 'zod';
import { askUrl } from '../ask-url.ts';

const LIMIT_MS = 5000;
const Readiness = z.object({ switchRestart: z.string() });

/**
 * Whether the server wants its Asterisk started anew, by the address of its /readyz: a channel is there that cannot be hung
 * up, and no other call is, or it has waited long enough. False where that cannot be read.
 */
export async function isRestartDue(readyUrl: string): Promise<boolean> {
  const reply = await askUrl(readyUrl, LIMIT_MS);
  try {
    return reply !== null && Readiness.parse(JSON.parse(reply.body)).switchRestart === 'due';
  } catch {
    return false;
  }
}
