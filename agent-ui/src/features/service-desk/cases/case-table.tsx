import { MoreOutlined } from '@ant-design/icons';
import { access, may } from '@sansheng/shared/domain/access';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../people/sign-in/session.tsx';
import { ExportCases } from './export-cases.tsx';
import { ImportCases } from './import-cases.tsx';

/** What is done with the list as a whole. */
export function CaseTable({
  filters,
  onChooseAll,
}: {
  filters: Record<string, string | undefined>;
  onChooseAll: () => void;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const [opened, setOpened] = useState<string>();
  const items = [
    { key: 'all', label: t('cases.chooseAll') },
    ...(may(me, access.caseExport) ? [{ key: 'export', label: t('cases.exportTitle') }] : []),
    ...(may(me, access.caseImport) ? [{ key: 'import', label: t('cases.import') }] : []),
  ];
  const close = () => setOpened(undefined);
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{ items, onClick: ({ key }) => (key === 'all' ? onChooseAll() : setOpened(key)) }}
      >
        <Button icon={<MoreOutlined />} aria-label={t('cases.table')} data-testid="case-table" />
      </Dropdown>
      {opened === 'import' && <ImportCases onClose={close} />}
      {opened === 'export' && <ExportCases filters={filters} onClose={close} />}
    </>
  );
}
