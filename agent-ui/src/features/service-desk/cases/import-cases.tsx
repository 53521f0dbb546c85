import { CaseImport } from '@sansheng/shared/contracts/service-desk/case-imports';
import { useTranslation } from 'react-i18next';
import { ImportDrawer } from '../../customers/file-imports/import-drawer.tsx';

/** Old cases: what is sound is written, line by line. */
export function ImportCases({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ImportDrawer
      title={t('cases.importTitle')}
      hint={t('cases.importHint')}
      path="/case-imports"
      made={CaseImport}
      list="cases"
      testId="case-"
      noHeadings={t('cases.importNoHeadings')}
      nameColumn={{ title: t('cases.number'), dataIndex: 'number', width: 160, ellipsis: true }}
      faultInWords={(fault) => t(`cases.importFaults.${fault}`)}
      onClose={onClose}
    />
  );
}
