import { spokenCaseNumber } from '@sansheng/shared/domain/cases/case-number';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNames } from '../cases/names.ts';
import { useCasesOfCall } from './use-cases-of-call.ts';
import './cases-in-call.css';

/** What came up in a call, beside its wrap-up. */
export function CasesOfThisCall({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const cases = useCasesOfCall(callId).filter(({ link }) => link !== null);
  return (
    cases.length > 0 && (
      <div className="cases-of-this-call" data-testid="wrap-up-cases">
        <b>{t('casesInCall.ofThisCall')}</b>
        <ul>
          {cases.map(({ caseNo, typeName, title, link }) => (
            <li key={caseNo} data-testid={`wrap-up-case-${caseNo}`}>
              <Link className="plain-link figures" to={`/cases/${caseNo}`}>
                {spokenCaseNumber(caseNo)}
              </Link>{' '}
              {nameOf(typeName)} · {title} <em className="quiet small">{link && t(`casesInCall.${link}`)}</em>
            </li>
          ))}
        </ul>
      </div>
    )
  );
}
