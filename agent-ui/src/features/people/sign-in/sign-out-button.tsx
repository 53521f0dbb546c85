import { LogoutOutlined } from '@ant-design/icons';
import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import type { SignOutWhen } from '@sansheng/shared/contracts/people/sign-in';
import { App, Button, Modal, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeat, useSeatCommand, useSeatView } from '../../desk-work/desk/seat.tsx';
import { nameOfOther } from '../../telephony/outbound/colleague.ts';
import { useSession } from './session.tsx';

const busy = ['offered', 'talking', 'wrapUp'] as const;
type Busy = (typeof busy)[number];
const isBusy = (desk: DeskSnapshot | null): desk is DeskSnapshot & { state: Busy } =>
  (busy as readonly string[]).includes(desk?.state ?? '');

export function SignOutButton({ onClick }: { onClick?: () => void }) {
  const { signOut } = useSession();
  const { t } = useTranslation();
  return (
    <Tooltip title={t('action.signOut')} placement="left">
      <Button
        type="text"
        data-testid="sign-out"
        aria-label={t('action.signOut')}
        icon={<LogoutOutlined />}
        onClick={onClick ?? (() => void signOut('now'))}
      />
    </Tooltip>
  );
}

/** For a seat: during a call, asks what should happen to the call. */
export function SeatSignOutButton() {
  const { signOut } = useSession();
  const seat = useSeat();
  const desk = useSeatView((view) => view.desk);
  const [isAsking, ask] = useState(false);
  const isInHand = isBusy(desk);
  return (
    <>
      <SignOutButton
        onClick={() => {
          seat.drafts.flush();
          // The center may already know of a call that this page does not show yet.
          if (isInHand) ask(true);
          else void signOut('now').then((refusal) => (refusal === null ? seat.drafts.leaveBrowser() : ask(true)));
        }}
      />
      {isAsking && desk !== null && <Question desk={desk} onClose={() => ask(false)} />}
    </>
  );
}

function Question({ desk, onClose }: { desk: DeskSnapshot; onClose: () => void }) {
  const { signOut } = useSession();
  const { t } = useTranslation();
  const { message } = App.useApp();
  const seat = useSeat();
  const run = useSeatCommand();
  const screenPop = useSeatView((view) => view.screenPop);
  const who = nameOfOther(screenPop, seat.employeeNo);
  const leave = async (when: SignOutWhen) => {
    const refusal = await signOut(when);
    if (refusal !== null) void message.error(t(`errors.${refusal}`));
    else if (when === 'now') seat.drafts.leaveBrowser();
    onClose();
  };
  const state = isBusy(desk) ? desk.state : null;
  return (
    <Modal
      open
      width={460}
      title={t(state === null ? 'signOut.free' : `signOut.titles.${state}`, { who })}
      onCancel={onClose}
      footer={null}
    >
      <p>{t(state === null ? 'signOut.freeHint' : `signOut.hints.${state}`)}</p>
      <div className="sign-out-ways" data-testid="sign-out-question">
        {state !== null && (
          <Button type="primary" data-testid="sign-out-later" onClick={() => void leave('afterCall')}>
            {t(state === 'wrapUp' ? 'signOut.whenDone' : 'signOut.afterCall')}
          </Button>
        )}
        {state === 'talking' && desk.call?.role === 'main' && (
          <Button danger data-testid="sign-out-hang-up" onClick={() => void run(seat.hangUp()).then(onClose)}>
            {t('signOut.hangUp')}
          </Button>
        )}
        {(state === null || state === 'wrapUp') && (
          <Button data-testid="sign-out-now" onClick={() => void leave('now')}>
            {t(state === null ? 'action.signOut' : 'signOut.now')}
          </Button>
        )}
        <Button data-testid="sign-out-stay" onClick={onClose}>
          {t('signOut.stay')}
        </Button>
      </div>
    </Modal>
  );
}
