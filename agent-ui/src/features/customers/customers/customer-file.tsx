import { access, may } from '@sansheng/shared/domain/access';
import { EditOutlined, UserSwitchOutlined } from '@ant-design/icons';
import {
  ContactPage,
  CustomerCard,
  CustomerMerge,
  type CustomerSummary,
  LikelyDuplicates,
} from '@sansheng/shared/contracts/customers/customers';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Skeleton, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock, formatDuration, formatNumber } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { OutcomeMark } from '../../records/call-records/outcome-mark.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { CustomerFacts, CustomerTitle } from './customer-card.tsx';
import { CustomerDrawer } from './customer-drawer.tsx';
import { CustomerFinder } from './customer-finder.tsx';
import './customers.css';

/** A whole file: facts, every contact, duplicates. `onIsCaller` is given while there is a call to link it to. */
export function CustomerFile({
  customerId,
  onClose,
  onIsCaller,
}: {
  customerId: string | null;
  onClose: () => void;
  onIsCaller?: (customer: CustomerCard) => void;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const file = useQuery({
    queryKey: ['customers', 'file', customerId],
    queryFn: () => request(CustomerCard, 'GET', `/customers/${customerId}`),
    enabled: customerId !== null,
  });
  const customer = file.data;
  const mayEdit = may(me, access.customerNumbers);
  return (
    <Drawer
      open={customerId !== null}
      onClose={onClose}
      size={620}
      destroyOnHidden
      title={t('customers.file')}
      extra={
        customer && (
          <div style={{ display: 'flex', gap: 8 }}>
            {onIsCaller && (
              <Button
                type="primary"
                icon={<UserSwitchOutlined />}
                data-testid="is-caller"
                onClick={() => onIsCaller(customer)}
              >
                {t('customers.isThis')}
              </Button>
            )}
            {mayEdit && customer.isWhole && (
              <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                {t('action.edit')}
              </Button>
            )}
          </div>
        )
      }
    >
      {file.error && <Trouble error={file.error} onRetry={() => void file.refetch()} />}
      {file.isPending && customerId !== null && <Skeleton active />}
      {customer && (
        <>
          <CustomerTitle customer={customer} />
          <Tabs
            items={[
              { key: 'facts', label: t('customers.file'), children: <CustomerFacts customer={customer} /> },
              {
                key: 'contacts',
                label: t('customers.contacts'),
                children: <Contacts customerId={customer.customerId} />,
              },
              ...(may(me, access.customerKeeping) && customer.isWhole
                ? [
                    {
                      key: 'duplicates',
                      label: t('customers.duplicates'),
                      children: <Duplicates customer={customer} />,
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
      {isEditing && customer && (
        <CustomerDrawer
          customer={customer}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            void queries.invalidateQueries({ queryKey: ['customers'] });
          }}
        />
      )}
    </Drawer>
  );
}

function Contacts({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const list = useInfiniteQuery({
    queryKey: ['customers', 'contacts', customerId],
    queryFn: ({ pageParam }) =>
      request(ContactPage, 'GET', `/customers/${customerId}/contacts${pageParam && `?cursor=${pageParam}`}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const contacts = list.data?.pages.flatMap((page) => page.contacts) ?? [];
  if (list.isPending) return <Skeleton active />;
  if (list.error) return <Trouble error={list.error} onRetry={() => void list.refetch()} />;
  if (contacts.length === 0) return <EmptyHint title={t('customers.noContacts')} />;
  return (
    <>
      <ol className="contacts">
        {contacts.map((contact) => (
          <li key={contact.callId}>
            <span className="figures quiet">{formatClock(contact.arrivedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm')}</span>
            <OutcomeMark outcome={contact.outcome} />
            <span>
              {[contact.queueName, contact.agentName, contact.category].filter((text) => text !== null).join(' · ')}
              {contact.hasVoicemail && <Tag style={{ marginLeft: 6 }}>{t('customers.voicemail')}</Tag>}
              {contact.note !== '' && <span className="contact-note">{contact.note}</span>}
            </span>
            <span className="figures quiet">{contact.talkMs === null ? '' : formatDuration(contact.talkMs)}</span>
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <div style={{ textAlign: 'center', padding: 8 }}>
          <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('action.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Duplicates({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message, modal } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const path = `/customers/${customer.customerId}`;
  const likely = useQuery({
    queryKey: ['customers', 'duplicates', customer.customerId],
    queryFn: () => request(LikelyDuplicates, 'GET', `${path}/duplicates`),
  });
  const merges = useQuery({
    queryKey: ['customers', 'merges', customer.customerId],
    queryFn: () => request(z.object({ merges: z.array(CustomerMerge) }), 'GET', `${path}/merges`),
  });
  const done = (text: string) => {
    void message.success(text);
    void queries.invalidateQueries({ queryKey: ['customers'] });
  };
  const failed = (error: Error) => sayRefusal(error);
  const merge = useMutation({
    mutationFn: (mergedId: string) => request(CustomerCard, 'POST', `${path}/merges`, { mergedId }),
    onSuccess: () => done(t('customers.merged')),
    onError: failed,
  });
  const undo = useMutation({
    mutationFn: (mergeId: string) => request(CustomerCard, 'DELETE', `/customer-merges/${mergeId}`),
    onSuccess: () => done(t('customers.undone')),
    onError: failed,
  });
  const ask = (other: Pick<CustomerSummary, 'customerId' | 'name'>) =>
    modal.confirm({
      title: t('customers.mergeSure', { name: other.name, kept: customer.name }),
      okText: t('customers.merge'),
      cancelText: t('action.cancel'),
      onOk: () => merge.mutateAsync(other.customerId).catch(() => undefined),
    });
  return (
    <div className="duplicates">
      <p className="quiet small">{t('customers.duplicatesHint')}</p>
      {likely.data?.customers.length === 0 && <p className="quiet">{t('customers.noDuplicates')}</p>}
      <ul>
        {(likely.data?.customers ?? []).map((other) => (
          <li key={other.customerId}>
            <b>{other.name}</b>
            <span className="figures">{other.numbers.map(formatNumber).join(t('list.comma'))}</span>
            <span>
              {other.why.map((why) => (
                <Tag key={why}>{t(`customers.duplicateWhy.${why}`)}</Tag>
              ))}
            </span>
            <Button size="small" onClick={() => ask(other)}>
              {t('customers.merge')}
            </Button>
          </li>
        ))}
      </ul>
      <CustomerFinder placeholder={t('customers.otherFile')} onFound={ask} />
      {(merges.data?.merges.length ?? 0) > 0 && <h3>{t('customers.merges')}</h3>}
      <ul>
        {(merges.data?.merges ?? []).map((one) => (
          <li key={one.mergeId}>
            <b>{one.mergedName}</b>
            <span className="quiet">
              {t('customers.mergedAt', {
                time: formatClock(one.atMs, me.timeZone, 'YYYY-MM-DD HH:mm'),
                by: one.by,
              })}
            </span>
            <span />
            {one.undoneAtMs === null ? (
              <Button size="small" loading={undo.isPending} onClick={() => undo.mutate(one.mergeId)}>
                {t('customers.undo')}
              </Button>
            ) : (
              <span className="quiet small">{t('customers.undone')}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
