import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { whyWeak } from '@sansheng/shared/domain/password-rule';
import { UserError } from '../../platform/http/user-error.ts';
import { createTurns } from './turns.ts';

/** OWASP's floor for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Throws `passwordWeak` for a password among the first guesses. */
export function mustBeStrong(password: string, employeeNo: string, field: string): void {
  const detail = whyWeak(password, employeeNo);
  if (detail !== null) throw new UserError('passwordWeak', { field, detail });
}

export interface PasswordCheck {
  /** True when the password is the account's. `passwordHash` null (no such account) takes as long and is false. */
  isRight(password: string, passwordHash: string | null): Promise<boolean>;
  /**
   * Runs a sign-in in turn, by address: hashing is slow by design, and more at once would starve the calls of this
   * server.
   */
  inTurn<T>(party: string, work: () => Promise<T>): Promise<T>;
}

export function createPasswordCheck(): PasswordCheck {
  const nobodysHash = hashPassword(randomBytes(32).toString('hex'));
  const inTurn = createTurns(2);
  return {
    inTurn,
    isRight: async (password, passwordHash) => {
      const isMatch = await verify(passwordHash ?? (await nobodysHash), password);
      return isMatch && passwordHash !== null;
    },
  };
}
