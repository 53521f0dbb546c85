import type { NoticeAnswer } from '@sansheng/shared/contracts/service-desk/customer-notices';
import type { CustomerNoticeRow, NoticeSettingsRow } from '@sansheng/shared/tables/service-desk/customer-notices';
import type { WorkerContext } from '../../../worker-context.ts';
import { allowsPrivateAddresses, postTo, PrivateAddress } from '../../outside/webhooks/post-to.ts';
import { signDelivery } from '../../outside/webhooks/sign-delivery.ts';

type Context = Pick<WorkerContext, 'db' | 'env'>;

/** Hands a notice to the gateway of the center. Never throws: what it cannot tell is `unknown`. */
export async function handOver(
  notice: CustomerNoticeRow,
  settings: NoticeSettingsRow,
  context: Context,
): Promise<NoticeAnswer> {
  switch (settings.driver) {
    case 'demo':
      // A real customer would get nothing.
      return context.env.DEMONSTRATION
        ? { kind: 'accepted', providerId: `demo-${notice.noticeId}` }
        : { kind: 'refused', why: 'noGateway', isFinal: true };
    case 'http':
      return postNotice(notice, settings, await allowsPrivateAddresses(context.db));
  }
}

/** Nothing of the notice has left: the connection was never made. */
const unsentCodes: unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

async function postNotice(
  { noticeId, caseNo, template, number, text }: CustomerNoticeRow,
  { url, secret }: NoticeSettingsRow,
  allowsPrivate: boolean,
): Promise<NoticeAnswer> {
  const body = JSON.stringify({ id: noticeId, caseNo, template, number, text });
  try {
    const status = await postTo(url, body, allowsPrivate, {
      'x-sansheng-notice': noticeId,
      'x-sansheng-signature': signDelivery(secret, body, Date.now()),
    });
    if (status >= 200 && status <= 299) return { kind: 'accepted', providerId: noticeId };
    const isTemporary = status === 429 || status === 503;
    // A gateway that broke may have sent it before.
    return status >= 500 && !isTemporary
      ? { kind: 'unknown', why: `answered ${status}` }
      : { kind: 'refused', why: `answered ${status}`, isFinal: !isTemporary };
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'failed';
    if (error instanceof PrivateAddress || error instanceof TypeError) return { kind: 'refused', why, isFinal: true };
    const { code } = error as { code?: unknown };
    return unsentCodes.includes(code) ? { kind: 'refused', why, isFinal: false } : { kind: 'unknown', why };
  }
}
