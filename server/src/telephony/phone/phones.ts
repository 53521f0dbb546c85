import type { Logger } from '../../platform/log/log.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { SessionStore } from '../../people/index.ts';
import type { PhoneDirectory } from './phone.ari.ts';
import type { Phone, PhoneStore } from './phone.store.ts';

export interface Phones {
  /** Makes a phone known to Asterisk. The same person's phone in another session is notified and cut off. */
  open(phone: Phone): Promise<void>;
  /** Removes the phones of an owner. */
  closeOf(owner: string): Promise<void>;
  /** Tells Asterisk of every phone again, passwords unchanged: its memory is empty after a restart. */
  pushAll(): Promise<void>;
  /** Removes phones whose session has idled out or whose hour is over. */
  sweep(): Promise<void>;
  /**
   * SIP user of the demonstration phone that waits for calls to this number; null when there is none. The newest wins.
   * `read` normalizes numbers.
   */
  findCustomer(number: string, read: (number: string) => string): Promise<string | null>;
}

export function createPhones(parts: {
  store: PhoneStore;
  directory: PhoneDirectory;
  sessions: SessionStore;
  commands: CommandTable;
  cutSockets: (owner: string) => void;
  log: Logger;
}): Phones {
  const { store, directory, sessions, commands, cutSockets, log } = parts;

  async function close(phone: Phone): Promise<void> {
    if (!(await store.remove(phone.sipUser, phone.owner))) return;
    cutSockets(phone.owner);
    await directory.remove(phone);
    log.info({ sipUser: phone.sipUser }, 'phone removed');
  }

  return {
    open: async (phone) => {
      const former = await store.put(phone);
      await directory.push(phone);
      if (phone.kind !== 'seat' || former === null || former.owner === phone.owner) return;
      commands.toOtherSessions(phone.employeeNo, phone.owner).emit('phone.takenOver', { at: Date.now() });
      cutSockets(former.owner);
      log.info({ sipUser: phone.sipUser }, 'phone taken over');
    },
    closeOf: async (owner) => {
      for (const phone of await store.all()) if (phone.owner === owner) await close(phone);
    },
    pushAll: async () => {
      const phones = await store.all();
      for (const phone of phones) await directory.push(phone);
      log.info({ phones: phones.length }, 'phones pushed to Asterisk');
    },
    findCustomer: async (number, read) => {
      const wanted = read(number);
      const isTheirs = (phone: Phone) => phone.kind === 'demo' && phone.number !== '' && read(phone.number) === wanted;
      const found = (await store.all()).filter(isTheirs) as Extract<Phone, { kind: 'demo' }>[];
      for (const phone of found.sort((a, b) => b.expiresAtMs - a.expiresAtMs)) {
        if (await directory.isRegistered(phone)) return phone.sipUser;
      }
      return null;
    },
    sweep: async () => {
      const phones = await store.all();
      const live = await sessions.findLive(phones.filter((phone) => phone.kind === 'seat').map((phone) => phone.owner));
      const nowMs = Date.now();
      for (const phone of phones) {
        if (phone.kind === 'seat' ? !live.has(phone.owner) : phone.expiresAtMs <= nowMs) await close(phone);
      }
    },
  };
}
