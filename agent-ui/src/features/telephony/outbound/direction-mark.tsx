import type { CallDirection } from '@sansheng/shared/domain/call-state';
import { useTranslation } from 'react-i18next';

/** Who started the call, if not the caller. */
export function DirectionMark({ direction }: { direction: CallDirection }) {
  const { t } = useTranslation();
  return direction === 'inbound' ? null : <span className="quiet small">{t(`outbound.directions.${direction}`)}</span>;
}
