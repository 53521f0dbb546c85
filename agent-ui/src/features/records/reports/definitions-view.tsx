import {
  DEFINITIONS_VERSION,
  figureDefinitions,
  serviceLevelTexts,
  sourceTexts,
} from '@sansheng/shared/domain/figure-definitions';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { textLanguage } from '../../../language/language.ts';
import './reports.css';

/** What each figure means: the same words as in docs/definitions.md and in exports. */
export function DefinitionsView() {
  const { t } = useTranslation();
  const language = textLanguage();
  return (
    <>
      <div className="page-head">
        <h1>{t('figures.views.definitions')}</h1>
        <span className="quiet small">{t('figures.definitions.version', { version: DEFINITIONS_VERSION })}</span>
      </div>
      <p className="quiet">{t('figures.ledger.rule')}</p>
      <section className="panel report-table">
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={Object.entries(figureDefinitions).map(([id, { source, ...texts }]) => ({
            id,
            source: sourceTexts[source][language],
            ...texts[language],
          }))}
          columns={[
            { title: t('figures.definitions.name'), width: 170, render: (_, one) => <b>{one.name}</b> },
            { title: t('figures.definitions.formula'), dataIndex: 'formula', width: '28%' },
            { title: t('figures.definitions.counted'), render: (_, one) => `${one.counted} ${one.source}` },
            { title: t('figures.definitions.example'), dataIndex: 'example', width: '20%' },
          ]}
        />
      </section>
      <section className="panel report-table">
        <div className="panel-head">
          {t('report.serviceLevel')} <span className="quiet small">{t('figures.definitions.levelExample')}</span>
        </div>
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={Object.entries(serviceLevelTexts).map(([id, texts]) => ({ id, ...texts[language] }))}
          columns={[
            { title: t('figures.definitions.name'), width: 220, render: (_, one) => <b>{one.name}</b> },
            { title: t('figures.definitions.formula'), dataIndex: 'formula' },
            { title: t('figures.definitions.example'), dataIndex: 'example', width: 110 },
          ]}
        />
      </section>
    </>
  );
}
