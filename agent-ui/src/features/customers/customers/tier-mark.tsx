import { useTranslation } from 'react-i18next';

/** The customer's tier, unless ordinary. */
export function TierMark({ tier }: { tier: string | null }) {
  const { t } = useTranslation();
  if (tier === null || tier === 'ordinary') return null;
  return <span className={`tier tier-${tier}`}>{t(`screenPop.tiers.${tier}`)}</span>;
}
