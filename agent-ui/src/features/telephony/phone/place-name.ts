import { DESK_PHONE } from '@sansheng/shared/contracts/telephony/phone';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../ui/format.ts';

/** How the place where a seat is rung is named in a sentence. */
export function usePlaceName(): (ringsAt: string) => string {
  const { t } = useTranslation();
  return (ringsAt) => (ringsAt === DESK_PHONE ? t('phonePlace.desk') : formatNumber(ringsAt));
}
