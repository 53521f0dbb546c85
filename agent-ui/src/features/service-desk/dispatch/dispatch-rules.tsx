import { areaKinds } from '@sansheng/shared/contracts/service-desk/case-types';
import {
  dispatchMethods,
  dispatchRanks,
  DispatchRuleEdit,
  dispatchSeasons,
} from '@sansheng/shared/contracts/service-desk/dispatch';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActiveField } from '../../settings/setting-kit/name-fields.tsx';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';
import { AreaPicker } from '../case-choices/area-picker.tsx';
import { DepartmentPicker } from '../case-choices/department-picker.tsx';
import { pathInWords, useCaseChoices } from '../case-choices/use-case-choices.ts';
import { useCaseTypes, useNames } from '../cases/names.ts';

const FEN = 100;

export function DispatchRules() {
  const { t } = useTranslation();
  const nameOf = useNames();
  const types = useCaseTypes().data?.types ?? [];
  const choices = useCaseChoices();
  const typeName = (key: string) => {
    const found = types.find((type) => type.key === key);
    return found === undefined ? key : nameOf(found.name);
  };
  const category = (id: string) => pathInWords(choices?.categories, id);
  const yuan = (fen: number | null) => (fen === null ? '–' : String(fen / FEN));
  const holdsFor = ({ typeKeys, categoryId, areaKinds: kinds, areaId, amountFromFen, amountToFen }: DispatchRuleEdit) =>
    [
      ...typeKeys.map(typeName),
      ...(categoryId === null ? [] : [category(categoryId)]),
      ...(areaId === null ? [] : [pathInWords(choices?.areas, areaId)]),
      ...kinds.map((kind) => t(`cases.areaKinds.${kind}`)),
      ...(amountFromFen === null && amountToFen === null
        ? []
        : [t('dispatch.band', { from: yuan(amountFromFen), to: yuan(amountToFen) })]),
    ].join(' · ') || t('dispatch.all');
  const categories = [...(choices?.categories.keys() ?? [])].map((id) => ({ value: id, label: category(id) }));
  const cap = (value: number | null) => value ?? '–';
  return (
    <SettingTable
      kind={{
        path: 'dispatch-rules',
        word: 'dispatchRules',
        row: DispatchRuleEdit,
        idField: 'ruleId',
        nameOf: ({ name }) => name,
        columns: [
          {
            title: t('admin.order'),
            dataIndex: 'order',
            width: 80,
            sorter: (one, other) => one.order - other.order,
            defaultSortOrder: 'ascend',
          },
          { title: t('admin.name'), dataIndex: 'name', width: 150 },
          { title: t('dispatch.holdsFor'), render: (_, row) => holdsFor(row) },
          {
            title: t('admin.departmentId'),
            width: 140,
            render: (_, { departmentId }) => choices?.departments.get(departmentId)?.name ?? departmentId,
          },
          { title: t('admin.method'), width: 120, render: (_, { method }) => t(`dispatch.methods.${method}`) },
          {
            title: t('admin.ranks'),
            width: 120,
            render: (_, { ranks }) =>
              ranks.length === 0 ? t('dispatch.all') : ranks.map((rank) => t(`dispatch.ranks.${rank}`)).join(' · '),
          },
          {
            title: t('admin.season'),
            width: 190,
            render: (_, { season, busyFrom, busyTo, openQuiet, openBusy, perDay, perWeek }) => (
              <>
                {t(`dispatch.seasons.${season}`)}
                {season === 'byDates' && busyFrom !== null && ` ${busyFrom} – ${busyTo ?? ''}`}
                <br />
                <span className="quiet small">
                  {t('dispatch.capsOf', {
                    quiet: cap(openQuiet),
                    busy: cap(openBusy),
                    day: cap(perDay),
                    week: cap(perWeek),
                  })}
                </span>
              </>
            ),
          },
          { title: t('admin.isActive'), width: 80, render: (_, row) => <ActiveMark isActive={row.isActive} /> },
        ],
        fields: (isNew) => (
          <>
            <IdField name="ruleId" isNew={isNew} />
            <Form.Item name="name" label={t('admin.name')} rules={[{ required: true, max: 64 }]}>
              <Input />
            </Form.Item>
            <Form.Item name="order" label={t('admin.order')} extra={t('dispatch.orderHint')}>
              <InputNumber min={1} max={10_000} precision={0} />
            </Form.Item>
            <Form.Item name="typeKeys" label={t('admin.typeKeys')}>
              <Select
                mode="multiple"
                placeholder={t('dispatch.all')}
                options={types.map(({ key }) => ({ value: key, label: typeName(key) }))}
              />
            </Form.Item>
            <Form.Item name="categoryId" label={t('admin.categoryId')} normalize={orNull}>
              <Select
                allowClear
                placeholder={t('dispatch.all')}
                showSearch={{ optionFilterProp: 'label' }}
                options={categories}
              />
            </Form.Item>
            <Form.Item name="areaId" label={t('admin.areaId')}>
              <AreaPicker />
            </Form.Item>
            <Form.Item name="areaKinds" label={t('admin.areaKinds')}>
              <Select
                mode="multiple"
                placeholder={t('dispatch.all')}
                options={areaKinds.map((value) => ({ value, label: t(`cases.areaKinds.${value}`) }))}
              />
            </Form.Item>
            <div className="admin-numbers">
              <Form.Item name="amountFromFen" label={t('admin.amountFromFen')} extra={t('dispatch.amountHint')}>
                <YuanInput />
              </Form.Item>
              <Form.Item name="amountToFen" label={t('admin.amountToFen')}>
                <YuanInput />
              </Form.Item>
            </div>
            <Form.Item name="departmentId" label={t('admin.departmentId')} rules={[{ required: true }]}>
              <DepartmentPicker />
            </Form.Item>
            <Form.Item name="method" label={t('admin.method')}>
              <Select options={dispatchMethods.map((value) => ({ value, label: t(`dispatch.methods.${value}`) }))} />
            </Form.Item>
            <Form.Item name="ranks" label={t('admin.ranks')}>
              <Select
                mode="multiple"
                placeholder={t('dispatch.all')}
                options={dispatchRanks.map((value) => ({ value, label: t(`dispatch.ranks.${value}`) }))}
              />
            </Form.Item>
            <div className="admin-numbers">
              {(['openQuiet', 'openBusy', 'perDay', 'perWeek'] as const).map((name) => (
                <Form.Item key={name} name={name} label={t(`admin.${name}`)}>
                  <InputNumber min={1} max={1000} precision={0} />
                </Form.Item>
              ))}
            </div>
            <p className="quiet small">{t('dispatch.capsHint')}</p>
            <Form.Item name="season" label={t('admin.season')}>
              <Select options={dispatchSeasons.map((value) => ({ value, label: t(`dispatch.seasons.${value}`) }))} />
            </Form.Item>
            <div className="admin-numbers">
              {(['busyFrom', 'busyTo'] as const).map((name) => (
                <Form.Item
                  key={name}
                  name={name}
                  label={t(`admin.${name}`)}
                  normalize={(day: string) => (day === '' ? null : day)}
                >
                  <Input type="date" />
                </Form.Item>
              ))}
            </div>
            <ActiveField />
          </>
        ),
      }}
    />
  );
}

function YuanInput({
  value,
  onChange,
  id,
}: {
  value?: number | null;
  onChange?: (fen: number | null) => void;
  id?: string;
}) {
  return (
    <InputNumber
      {...(id !== undefined && { id })}
      min={0}
      precision={2}
      style={{ width: '100%' }}
      value={typeof value === 'number' ? value / FEN : null}
      onChange={(yuan) => onChange?.(typeof yuan === 'number' ? Math.round(yuan * FEN) : null)}
    />
  );
}

/** What was cleared holds for all. */
const orNull = (value: string | undefined): string | null => value ?? null;
