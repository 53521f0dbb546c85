import { useTranslation } from 'react-i18next';

/** Of a kind of visits; a center's own type may bring one that has no word here. */
export function useKindName(): (kind: string) => string {
  const { t, i18n } = useTranslation();
  return (kind) => (i18n.exists(`followUps.kinds.${kind}`) ? t(`followUps.kinds.${kind}` as never) : kind);
}
