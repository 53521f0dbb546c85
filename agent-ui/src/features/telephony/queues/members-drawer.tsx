import { ArrowUpOutlined, CloseOutlined } from '@ant-design/icons';
import { Account } from '@sansheng/shared/contracts/people/accounts';
import { type QueueEdit, QueueMembers } from '@sansheng/shared/contracts/telephony/queues';
import { access, may } from '@sansheng/shared/domain/access';
import { useQuery } from '@tanstack/react-query';
import { Button, InputNumber, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { revised } from '../../settings/setting-kit/revised.ts';
import { request } from '../../../rest/rest.ts';
import { useSettings } from '../../settings/setting-kit/setting-table.tsx';
import { useSave } from '../../settings/setting-kit/use-save.ts';
import { SettingDrawer } from '../../settings/setting-kit/setting-drawer.tsx';
import '../../settings/setting-kit/setting-kit.css';

interface Members {
  members: string[];
  turns: Record<string, number>;
}

/** The seats of a queue in their order, each with its turn. */
export function MembersDrawer({ queue, onClose }: { queue: QueueEdit; onClose: () => void }) {
  const { t } = useTranslation();
  const path = `/admin/queues/${queue.queueId}/members`;
  const accounts = useSettings('accounts', Account).data ?? [];
  const loaded = useQuery({ queryKey: ['admin', path], queryFn: () => request(revised(QueueMembers), 'GET', path) });
  const { base, save, isSaving, notice } = useSave(QueueMembers, {
    path,
    read: loaded.data,
    keys: [['admin', path]],
    onSaved: onClose,
  });
  const [edited, setEdited] = useState<Members | null>(null);
  const { members, turns } = edited ?? base ?? { members: [], turns: {} };
  const nameOfSeat = (employeeNo: string) => accounts.find((one) => one.employeeNo === employeeNo)?.name ?? '';
  const saveAll = () => {
    const kept = Object.entries(turns).filter(([employeeNo, turn]) => turn > 0 && members.includes(employeeNo));
    save({ members, turns: Object.fromEntries(kept) });
  };
  const moveUp = (index: number) => {
    const moved = [...members];
    moved.splice(index - 1, 0, ...moved.splice(index, 1));
    setEdited({ members: moved, turns });
  };
  return (
    <SettingDrawer
      size={520}
      title={t('admin.membersOf', { queue: nameOf(queue) })}
      notice={{ ...notice, error: notice.error ?? loaded.error }}
      isLoading={loaded.isPending}
      isReady={edited !== null}
      isSaving={isSaving}
      onSave={saveAll}
      onClose={onClose}
    >
      <p className="quiet" style={{ marginBottom: 10 }}>
        {t('admin.membersHint')}
      </p>
      <Select
        style={{ width: '100%', marginBottom: 10 }}
        placeholder={t('action.add')}
        aria-label={t('admin.members')}
        value={null}
        onChange={(employeeNo: string | null) => {
          if (employeeNo !== null) setEdited({ members: [...members, employeeNo], turns });
        }}
        showSearch={{ optionFilterProp: 'label' }}
        options={accounts
          .filter((account) => may(account, access.seat))
          .filter((account) => !members.includes(account.employeeNo))
          .map((account) => ({ value: account.employeeNo, label: `${account.employeeNo} ${account.name}` }))}
      />
      <Table<{ employeeNo: string; index: number }>
        size="small"
        rowKey="employeeNo"
        dataSource={members.map((employeeNo, index) => ({ employeeNo, index }))}
        pagination={members.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
        columns={[
          { title: t('routing.order'), width: 60, align: 'right', render: (_, { index }) => index + 1 },
          {
            title: t('admin.members'),
            render: (_, { employeeNo }) => (
              <>
                {nameOfSeat(employeeNo)} <span className="quiet">{employeeNo}</span>
              </>
            ),
          },
          {
            title: t('routing.turns'),
            width: 150,
            render: (_, { employeeNo }) => (
              <InputNumber
                size="small"
                min={0}
                max={9}
                precision={0}
                changeOnWheel={false}
                aria-label={t('routing.turns')}
                value={turns[employeeNo] ?? 0}
                onChange={(turn) => setEdited({ members, turns: { ...turns, [employeeNo]: turn ?? 0 } })}
              />
            ),
          },
          {
            width: 80,
            align: 'right',
            render: (_, { employeeNo, index }) => (
              <>
                <Button
                  type="text"
                  size="small"
                  disabled={index === 0}
                  aria-label={t('routing.moveUp')}
                  icon={<ArrowUpOutlined />}
                  onClick={() => moveUp(index)}
                />
                <Button
                  type="text"
                  size="small"
                  aria-label={t('action.remove')}
                  icon={<CloseOutlined />}
                  onClick={() => setEdited({ members: members.filter((one) => one !== employeeNo), turns })}
                />
              </>
            ),
          },
        ]}
      />
    </SettingDrawer>
  );
}
