import type { CallbackEntry } from '@sansheng/shared/contracts/service-desk/call-back-list';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../ui/format.ts';

/** Why a customer is to be called, and how long they waited before they gave up. */
export function CallbackWhy({ entry: { kind, waitedMs } }: { entry: CallbackEntry }) {
  const { t } = useTranslation();
  if (kind === 'requested' || waitedMs === null) return t(`callbacks.kinds.${kind}`);
  return `${t(`callbacks.kinds.${kind}`)} · ${t('callbacks.waited', { time: formatDuration(waitedMs) })}`;
}
