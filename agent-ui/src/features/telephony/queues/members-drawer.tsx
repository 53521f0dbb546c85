import { ArrowUpOutlined, CloseOutlined } from '@ant-design/icons';
import { Account } from '@sansheng/shared/contracts/people/accounts';
import { type QueueEdit, QueueMembers } from '@sansheng/shared/contracts/telephony/queues';
import type { Role } from '@sansheng/shared/domain/roles';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, InputNumber, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { revised } from '../../settings/setting-kit/revised.ts';
import { SomebodyWasFaster } from '../../settings/setting-kit/somebody-was-faster.tsx';
import { useRevised } from '../../settings/setting-kit/use-revised.ts';
import { nothing, request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSettings } from '../../settings/setting-kit/setting-table.tsx';
import '../../settings/setting-kit/setting-kit.css';

interface Members {
  members: string[];
  turns: Record<string, number>;
}

/** The seats of a queue in their order, each with its turn. */
export function MembersDrawer({ queue, onClose }: { queue: QueueEdit; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const path = `/admin/queues/${queue.queueId}/members`;
  const accounts = useSettings('accounts', Account).data ?? [];
  const loaded = useQuery({ queryKey: ['admin', path], queryFn: () => request(revised(QueueMembers), 'GET', path) });
  const { base, faster, forget, takeRefusal } = useRevised(QueueMembers, loaded.data);
  const [edited, setEdited] = useState<Members | null>(null);
  const save = useMutation({
    mutationFn: ({ members, turns }: Members) => {
      const kept = Object.entries(turns).filter(([employeeNo, turn]) => turn > 0 && members.includes(employeeNo));
      return request(nothing, 'PUT', path, { members, turns: Object.fromEntries(kept) }, base?.revision);
    },
    onSuccess: async () => {
      void message.success(t('admin.saved'));
      await queries.invalidateQueries({ queryKey: ['admin', path] });
      onClose();
    },
    onMutate: forget,
    onError: (error, typed) => void takeRefusal(error, typed),
  });
  const { members, turns } = edited ?? base ?? { members: [], turns: {} };
  const nameOfSeat = (employeeNo: string) => accounts.find((one) => one.employeeNo === employeeNo)?.name ?? '';
  const trouble = (faster === null ? save.error : null) ?? loaded.error;
  const moveUp = (index: number) => {
    const moved = [...members];
    moved.splice(index - 1, 0, ...moved.splice(index, 1));
    setEdited({ members: moved, turns });
  };
  return (
    <Drawer
      open
      size={520}
      title={t('admin.membersOf', { queue: nameOf(queue) })}
      onClose={onClose}
      loading={loaded.isPending}
      footer={
        <div className="admin-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="primary"
            disabled={edited === null}
            loading={save.isPending}
            onClick={() => save.mutate({ members, turns })}
          >
            {t('action.save')}
          </Button>
        </div>
      }
    >
      {faster && <SomebodyWasFaster faster={faster} />}
      {trouble && <Trouble error={trouble} />}
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
          .filter((account) => account.roles.some((role) => (seatRoles as readonly Role[]).includes(role)))
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
    </Drawer>
  );
}
