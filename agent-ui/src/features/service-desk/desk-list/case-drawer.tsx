import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { CaseActs } from '../cases/case-acts.tsx';
import { FactList } from '../cases/fact-list.tsx';
import { useFieldInWords } from '../cases/field-input.tsx';
import { useNames } from '../cases/names.ts';
import { useCase } from '../cases/use-case.ts';

const REFRESH_MS = 10_000;

/** What a case says, and all that may be done with it now. */
export function CaseDrawer({ caseNo, onClose }: { caseNo: string | null; onClose: () => void }) {
  return (
    <Drawer
      open={caseNo !== null}
      size={640}
      title={<span className="figures">{caseNo}</span>}
      onClose={onClose}
      destroyOnHidden
    >
      {caseNo !== null && <Work caseNo={caseNo} />}
    </Drawer>
  );
}

function Work({ caseNo }: { caseNo: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const inWords = useFieldInWords();
  // It may have been asked for in the moment in which it moved on.
  const { found, type } = useCase(caseNo, { refreshMs: REFRESH_MS });
  if (found.error) return <Trouble error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined || type === undefined) return <Skeleton active />;
  const one = found.data;
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'YYYY-MM-DD HH:mm');
  const given = type.fields.filter(({ key }) => one.fields[key] !== undefined && one.fields[key] !== null);
  const rows: [string, string][] = [
    [t('cases.step'), nameOf(one.stepName)],
    [t('cases.contact'), `${one.contactName} ${formatNumber(one.contactNumber)}`.trim() || '–'],
    ...given.map((field): [string, string] => [nameOf(field.name), inWords(field, one.fields[field.key], clock)]),
  ];
  return (
    <div className="case-file">
      <h2>{one.title}</h2>
      <FactList rows={rows} />
      <CaseActs one={one} type={type} />
    </div>
  );
}
