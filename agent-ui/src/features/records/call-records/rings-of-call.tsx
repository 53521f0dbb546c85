import type { CallPage } from '@sansheng/shared/contracts/records/call-records';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

type Rings = Pick<z.infer<typeof CallPage>['calls'][number], 'rings' | 'withinThreeRings'>;

/** How often it rang; red when it was too often. */
export function RingsOfCall({ of: { rings, withinThreeRings } }: { of: Rings }) {
  const { t } = useTranslation();
  return (
    <span style={withinThreeRings === false ? { color: 'var(--alarm-strong)', fontWeight: 600 } : {}}>
      {rings === null ? '–' : t('calls.ringsOf', { n: rings })}
    </span>
  );
}
