import { type ReactNode, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { CallBar, useHasCallBar } from './features/telephony/hold/call-bar.tsx';
import { CoachingPanel } from './features/telephony/coaching/coaching-panel.tsx';
import { useSeatView } from './features/desk-work/desk/seat.tsx';
import { MessageInbox } from './features/lead-room/messages/message-inbox.tsx';
import { RingPanel } from './features/telephony/ring/ring-panel.tsx';
import { ShortcutHelp } from './features/desk-work/shortcuts/shortcut-help.tsx';
import { hasSeat, useSession } from './features/people/sign-in/session.tsx';
import { SeatSignOutButton, SignOutButton } from './features/people/sign-in/sign-out-button.tsx';
import { LanguageButton } from './language/language-button.tsx';
import { FrameMenu } from './frame-menu.tsx';
import type { Page } from './pages.ts';
import { BrandMark } from './ui/brand-mark.tsx';
import { BrokenPageGuard } from './ui/broken-page-guard.tsx';
import { Elapsed } from './ui/elapsed.tsx';
import { StateMark } from './ui/state-mark.tsx';

/** The bar above every page. A ringing call covers everything. */
export function Frame({ menu, children }: { menu: readonly Page[]; children: ReactNode }) {
  const { me } = useSession();
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isSeat = hasSeat(me) && !me.mustChangePassword;
  // The page that shows the whole call.
  const hasDesk = pathname === '/desk' || pathname === '/bar';
  return (
    <div className="frame">
      <header className="frame-bar">
        <span className="frame-brand">
          <BrandMark />
          {t('product.name')}
        </span>
        <FrameMenu menu={menu} />
        <div className="frame-end">
          {isSeat && !hasDesk && <SeatInBrief />}
          <Link to="/account" title={t('account.title')} style={{ color: 'inherit', textDecoration: 'none' }}>
            {me.name} <span style={{ color: '#b8c3cf' }}>{me.employeeNo}</span>
          </Link>
          {isSeat && <ShortcutHelp />}
          <MessageInbox />
          <LanguageButton />
          {isSeat ? <SeatSignOutButton /> : <SignOutButton />}
        </div>
      </header>
      {isSeat && !hasDesk && <BarOverPage />}
      <main className="frame-body">
        <BrokenPageGuard key={pathname}>{children}</BrokenPageGuard>
      </main>
      {isSeat && <RingPanel />}
      {isSeat && <CoachingPanel />}
    </div>
  );
}

/** Drawers and dialogs begin below it, as below the bar above: see base.css. */
function BarOverPage() {
  const hasBar = useHasCallBar();
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute('data-call-bar', hasBar);
    return () => document.documentElement.removeAttribute('data-call-bar');
  }, [hasBar]);
  return <CallBar />;
}

/** On other pages the seat's own state stays visible, one click from the desk. */
function SeatInBrief() {
  const desk = useSeatView((view) => view.desk);
  const { t } = useTranslation();
  // The bar below already says so.
  if (useHasCallBar() || desk === null) return null;
  return (
    <Link to="/desk" style={{ textDecoration: 'none' }}>
      <StateMark tone={desk.state}>
        {t(`state.${desk.state}`)} <Elapsed sinceMs={desk.sinceMs} />
      </StateMark>
    </Link>
  );
}
