import type { Ack } from '@sansheng/shared/contracts/errors';
import type { ClientToServer } from '@sansheng/shared/contracts/socket';
import type { SignedIn } from '../support/desk.ts';
import { hostileValues } from './hostile-texts.ts';

/** All commands; the compiler makes sure that none is missing. */
const commandNames = Object.keys({
  'agent.alive': true,
  'agent.goNotReady': true,
  'agent.goReady': true,
  'call.dial': true,
  'call.dialColleague': true,
  'call.hangUp': true,
  'call.hold': true,
  'call.mute': true,
  'call.quality': true,
  'call.rejoin': true,
  'cases.present': true,
  'call.retrieve': true,
  'call.sound': true,
  'coaching.start': true,
  'coaching.takeOver': true,
  'conference.add': true,
  'conference.drop': true,
  'conference.join': true,
  'conference.leave': true,
  'consult.complete': true,
  'consult.giveUp': true,
  'consult.start': true,
  'consult.swap': true,
  'desk.load': true,
  'help.ask': true,
  'help.see': true,
  'help.withdraw': true,
  'live.acknowledge': true,
  'live.unwatch': true,
  'live.watch': true,
  'note.load': true,
  'note.write': true,
  'offer.decline': true,
  'phone.check': true,
  'phone.place': true,
  'recording.pause': true,
  'screenPop.identify': true,
  'transfer.blind': true,
  'transfer.handBack': true,
  'transfer.targets': true,
  'wrapUp.amend': true,
  'wrapUp.finish': true,
} satisfies Record<keyof ClientToServer, true>) as (keyof ClientToServer)[];

const COMMANDS_A_SECOND = 40;
/** Each command gets every n-th body, and each body goes to some command. */
const ONE_IN = 6;
const ANSWER_MS = 15_000;

/** Every socket command with hostile bodies, whole and in each of its usual fields. Returns what broke. */
export async function fuzzCommands(role: string, who: SignedIn): Promise<{ asked: number; broken: string[] }> {
  const socket = await who.connect();
  const broken: string[] = [];
  let asked = 0;
  const fields = ['callId', 'gen', 'reason', 'number', 'agentId', 'target', 'note', 'categoryId', 'customerId', 'mode'];
  const bodies = hostileValues.flatMap((value, at) => [
    value,
    // Not larger than a message may be: the socket would be cut, and rightly.
    isLong(value) ? {} : Object.fromEntries(fields.map((field) => [field, value])),
    { callId: 'none', [fields[at % fields.length] as string]: value },
  ]);
  for (const name of commandNames) {
    for (const body of bodies.filter((_, at) => (at + name.length) % ONE_IN === 0)) {
      asked += 1;
      try {
        const ack = (await socket.timeout(ANSWER_MS).emitWithAck(name, body as never)) as Ack;
        if (!ack.ok && ack.code === 'internal') broken.push(`${role} ${name} ${JSON.stringify(body).slice(0, 200)}`);
      } catch (error) {
        broken.push(`${role} ${name} ${JSON.stringify(body).slice(0, 200)}: ${String(error)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 1000 / COMMANDS_A_SECOND));
    }
  }
  socket.disconnect();
  return { asked, broken };
}

const isLong = (value: unknown) => typeof value === 'string' && value.length > 1000;
