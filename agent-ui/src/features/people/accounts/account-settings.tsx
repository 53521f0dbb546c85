import { Account, AccountLocks, Team } from '@sansheng/shared/contracts/people/accounts';
import { PASSWORD_LENGTH } from '@sansheng/shared/domain/password-rule';
import { roles } from '@sansheng/shared/domain/roles';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { nothing, request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { ActiveField } from '../../settings/setting-kit/name-fields.tsx';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';
import { SkillsDrawer } from '../../telephony/queues/skill-settings.tsx';

export function AccountSettings() {
  const { t } = useTranslation();
  const teams = useSettings('teams', Team).data ?? [];
  const queries = useQueryClient();
  const sayRefusal = useSayRefusal();
  const locks = useQuery({
    queryKey: ['admin', 'account-locks'],
    queryFn: () => request(AccountLocks, 'GET', '/admin/account-locks'),
    refetchInterval: 30_000,
  });
  const lockOf = (employeeNo: string) => locks.data?.locks.find((lock) => lock.employeeNo === employeeNo);
  const unlock = useMutation({
    mutationFn: (employeeNo: string) => request(nothing, 'DELETE', `/admin/accounts/${employeeNo}/lock`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['admin', 'account-locks'] }),
    onError: sayRefusal,
  });
  const [skillsOf, setSkillsOf] = useState<z.infer<typeof Account> | null>(null);
  return (
    <>
      <SettingTable
        kind={{
          path: 'accounts',
          word: 'accounts',
          row: Account,
          idField: 'employeeNo',
          nameOf: (account) => account.name,
          fresh: { roles: ['agent'], teamId: null, isActive: true },
          columns: [
            { title: t('admin.employeeNo'), dataIndex: 'employeeNo', width: 100 },
            { title: t('admin.personName'), dataIndex: 'name', width: 160 },
            {
              title: t('admin.roles'),
              render: (_, account) => account.roles.map((role) => t(`roles.${role}`)).join(' · '),
            },
            {
              title: t('admin.team'),
              width: 160,
              render: (_, account) => teams.find((team) => team.teamId === account.teamId)?.name ?? '–',
            },
            {
              title: t('admin.isActive'),
              width: 180,
              render: (_, account) => {
                const lock = lockOf(account.employeeNo);
                return lock === undefined ? (
                  <ActiveMark isActive={account.isActive} />
                ) : (
                  <Tag color="error">
                    {t('account.locked', {
                      minutes: Math.max(1, Math.ceil((lock.untilMs - serverClock.nowMs()) / 60_000)),
                    })}
                  </Tag>
                );
              },
            },
          ],
          rowActions: (account) => (
            <>
              {lockOf(account.employeeNo) !== undefined && (
                <Button type="link" size="small" onClick={() => unlock.mutate(account.employeeNo)}>
                  {t('account.unlock')}
                </Button>
              )}
              <Button type="link" size="small" onClick={() => setSkillsOf(account)}>
                {t('routing.skills')}
              </Button>
            </>
          ),
          fields: (isNew) => (
            <>
              <Form.Item
                name="employeeNo"
                label={t('admin.employeeNo')}
                rules={[{ required: true, pattern: /^\d{1,10}$/, message: t('signIn.numberNeeded') }]}
              >
                <Input disabled={!isNew} inputMode="numeric" />
              </Form.Item>
              <Form.Item name="name" label={t('admin.personName')} rules={[{ required: true, max: 64 }]}>
                <Input />
              </Form.Item>
              <Form.Item name="roles" label={t('admin.roles')} rules={[{ required: true }]}>
                <Select mode="multiple" options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))} />
              </Form.Item>
              <Form.Item name="teamId" label={t('admin.team')}>
                <Select
                  options={[
                    { value: null, label: t('admin.noTeam') },
                    ...teams.map((team) => ({ value: team.teamId, label: team.name })),
                  ]}
                />
              </Form.Item>
              <Form.Item
                name="password"
                label={t('admin.password')}
                extra={t(isNew ? 'admin.passwordNew' : 'admin.passwordKeep')}
                rules={[{ required: isNew, min: PASSWORD_LENGTH, max: 200 }]}
              >
                <Input.Password autoComplete="new-password" />
              </Form.Item>
              <ActiveField />
            </>
          ),
        }}
      />
      {skillsOf && <SkillsDrawer account={skillsOf} onClose={() => setSkillsOf(null)} />}
    </>
  );
}
