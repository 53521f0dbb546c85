import { AlikeCases } from '@sansheng/shared/contracts/service-desk/case-merges';
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { queryString, request } from '../../../rest/rest.ts';
import { useNames } from './names.ts';

/** Shorter ones are still being typed. */
const SHORTEST_NUMBER = 7;

/** A hint before saving, never a lock: whoever takes the case down knows best. */
export function AlikeHint({
  type,
  category,
  customerId,
  number,
}: {
  type: string | undefined;
  category: string | null;
  customerId: string | null;
  number: string;
}) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const typed = useDeferredValue(number.trim());
  const asked = typed.length < SHORTEST_NUMBER ? null : typed;
  const alike = useQuery({
    queryKey: ['cases', 'alike', type, category, customerId, asked],
    queryFn: () =>
      request(AlikeCases, 'GET', `/cases/alike${queryString({ type, category, customer: customerId, number: asked })}`),
    enabled: type !== undefined && (customerId !== null || asked !== null),
  });
  const cases = alike.data?.cases ?? [];
  if (cases.length === 0) return null;
  return (
    <Alert
      className="case-alike"
      type="warning"
      showIcon
      data-testid="case-alike"
      title={t('cases.alike')}
      description={
        <>
          <p className="small">{t('cases.alikeHint')}</p>
          {cases.map(({ caseNo, title, stepName }) => (
            <div key={caseNo}>
              <Link className="plain-link" to={`/cases/${caseNo}`} target="_blank">
                <span className="figures">{caseNo}</span> {title} · {nameOf(stepName)}
              </Link>
            </div>
          ))}
        </>
      }
    />
  );
}
