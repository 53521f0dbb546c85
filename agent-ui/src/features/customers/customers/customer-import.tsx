import { UploadOutlined } from '@ant-design/icons';
import { CustomerImport, knownNumberPolicies } from '@sansheng/shared/contracts/customers/customers';
import { useQuery } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { ImportDrawer } from '../file-imports/import-drawer.tsx';
import './customers.css';

const PATH = '/customer-imports';
const Imports = z.object({ imports: z.array(CustomerImport.omit({ faults: true })) });

export function ImportCustomers() {
  const { t } = useTranslation();
  const [isImporting, setImporting] = useState(false);
  return (
    <>
      <Button icon={<UploadOutlined />} onClick={() => setImporting(true)}>
        {t('customers.import')}
      </Button>
      {isImporting && <CustomerImportDrawer onClose={() => setImporting(false)} />}
    </>
  );
}

/** The import does exactly what the check says, or nothing. */
function CustomerImportDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [policy, setPolicy] = useState<(typeof knownNumberPolicies)[number]>('skip');
  return (
    <ImportDrawer
      title={t('customers.importTitle')}
      hint={t('customers.importHint')}
      path={PATH}
      made={CustomerImport}
      query={{ policy }}
      list="customers"
      noHeadings={t('customers.importNoHeadings')}
      nameColumn={{ title: t('screenPop.name'), dataIndex: 'name', width: 140, ellipsis: true }}
      columnInWords={(column) => t(`customers.columns.${column}`, { defaultValue: column })}
      faultInWords={(fault) => t(`customers.importFaults.${fault}`)}
      beforeFile={
        <div>
          {t('customers.importPolicy')}
          {t('list.colon')}
          <Radio.Group
            value={policy}
            onChange={(event) => setPolicy(event.target.value as typeof policy)}
            options={knownNumberPolicies.map((value) => ({ value, label: t(`customers.importPolicies.${value}`) }))}
          />
        </div>
      }
      afterFile={(open) => <EarlierImports onOpen={open} />}
      onClose={onClose}
    />
  );
}

function EarlierImports({ onOpen }: { onOpen: (importId: string) => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const list = useQuery({
    queryKey: [PATH],
    queryFn: () => request(Imports, 'GET', PATH),
  });
  const imports = list.data?.imports ?? [];
  if (imports.length === 0) return null;
  return (
    <>
      <h3>{t('customers.importHistory')}</h3>
      <ol className="contacts">
        {imports.map((one) => (
          <li key={one.importId}>
            <span className="figures quiet">{formatClock(one.atMs, me.timeZone, 'YYYY-MM-DD HH:mm')}</span>
            <span>{t(`fileImports.states.${one.state}`)}</span>
            <span>
              {one.fileName} <span className="quiet">{one.by}</span>
            </span>
            <Button size="small" type="link" onClick={() => onOpen(one.importId)}>
              {one.added + one.changed} / {one.lines}
            </Button>
          </li>
        ))}
      </ol>
    </>
  );
}
