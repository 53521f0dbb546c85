import { createHash, randomBytes } from 'node:crypto';
import { DemoPhone, DemoPhoneRequest, PhoneRegistration } from '@sansheng/shared/contracts/telephony/phone';
import { HotlineSchema } from '@sansheng/shared/tables/telephony/queues';
import { seatRoles } from '@sansheng/shared/domain/roles';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import type { Phones } from './phones.ts';
import { seatSipUser } from './phone-objects.ts';
import type { PhoneStore } from './phone.store.ts';

export const SIP_PATH = '/sip';
export const DEMO_COOKIE = 'sansheng_demo_phone';
const DEMO_LIFE_MS = 60 * 60 * 1000;
/** A name that cannot be resolved: SIP goes only through the server's own WebSocket. */
const SIP_DOMAIN = 'sansheng.invalid';

export const hashDemoToken = (token: string) => createHash('sha256').update(token).digest('hex');
const newPassword = () => randomBytes(24).toString('base64url');

export function addPhoneRoutes(context: AppContext, phones: Phones, store: PhoneStore): void {
  const { routes, env, db } = context;

  routes.add({
    method: 'post',
    path: '/api/v1/phone/registration',
    access: seatRoles,
    summary: "A new SIP password for the seat's phone; the phone of another browser is taken over",
    tag: 'phone',
    reply: PhoneRegistration,
    showsSecret: true,
    handler: async ({ session }) => {
      const { employeeNo, tokenHash } = session;
      const secret = { sipUser: seatSipUser(employeeNo), sipPassword: newPassword() };
      await phones.open({ kind: 'seat', employeeNo, owner: tokenHash, ...secret });
      return { webSocketPath: SIP_PATH, sipDomain: SIP_DOMAIN, ...secret };
    },
  });

  if (!env.DEMONSTRATION) return;
  routes.add({
    method: 'post',
    path: '/api/v1/demo/phone',
    access: 'public',
    summary: "A customer's phone in the browser (demonstration center only), good for an hour",
    tag: 'phone',
    body: DemoPhoneRequest,
    reply: DemoPhone,
    showsSecret: true,
    handler: async ({ body, request, response, address }) => {
      if (!(await store.mayHaveDemoPhone(address))) throw new UserError('tooManyAttempts');
      const token = randomBytes(32).toString('base64url');
      const secret = { sipUser: `demo-${randomBytes(8).toString('hex')}`, sipPassword: newPassword() };
      await phones.open({
        kind: 'demo',
        owner: hashDemoToken(token),
        number: body.number,
        expiresAtMs: Date.now() + DEMO_LIFE_MS,
        ...secret,
      });
      response.cookie(DEMO_COOKIE, token, {
        httpOnly: true,
        sameSite: 'strict',
        secure: request.secure,
        path: SIP_PATH,
        maxAge: DEMO_LIFE_MS,
      });
      const hotlines = await db.getRepository(HotlineSchema).find({ order: { number: 'ASC' } });
      return { webSocketPath: SIP_PATH, sipDomain: SIP_DOMAIN, ...secret, hotlines };
    },
  });
}
