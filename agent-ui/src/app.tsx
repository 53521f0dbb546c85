import { homeOf, type Page, pagesOf } from '@sansheng/shared/domain/access';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { App, ConfigProvider, Spin } from 'antd';
import antdEn from 'antd/locale/en_US';
import antdZhCn from 'antd/locale/zh_CN';
import 'dayjs/locale/zh-cn';
import dayjs from 'dayjs';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router';
import { SeatProvider } from './features/desk-work/desk/seat.tsx';
import { HeadsetLink } from './features/telephony/headset/headset-link.tsx';
import { PhoneBarLink } from './features/desk-work/phone-bar/phone-bar-link.tsx';
import { type EndCode, hasSeat, loadMe, SessionProvider, useSession } from './features/people/sign-in/session.tsx';
import { SignInPage } from './features/people/sign-in/sign-in-page.tsx';
import { Frame } from './frame.tsx';
import { Refused } from './rest/rest.ts';
import { BrokenPageGuard } from './ui/broken-page-guard.tsx';
import { EmptyHint } from './ui/empty-hint.tsx';
import { theme } from './ui/theme.ts';
import { Trouble } from './ui/trouble.tsx';

const loadAgentConsole = () => import('./consoles/agent-console/agent-console.tsx');
const AgentConsole = lazy(async () => ({ default: (await loadAgentConsole()).AgentConsole }));
// Most people who sign in are agents: their page is fetched while the session is still being checked.
if (['/', '/desk', '/bar'].includes(location.pathname)) void loadAgentConsole();
const LiveConsole = lazy(async () => ({
  default: (await import('./consoles/live-console/live-console.tsx')).LiveConsole,
}));
const ReportConsole = lazy(async () => ({
  default: (await import('./consoles/report-console/report-console.tsx')).ReportConsole,
}));
const CallsPage = lazy(async () => ({
  default: (await import('./features/records/call-records/calls-page.tsx')).CallsPage,
}));
const CustomersPage = lazy(async () => ({
  default: (await import('./features/customers/customers/customers-page.tsx')).CustomersPage,
}));
const CallbackListPage = lazy(async () => ({
  default: (await import('./features/service-desk/call-back-list/call-back-list-page.tsx')).CallbackListPage,
}));
const MattersPage = lazy(async () => ({
  default: (await import('./features/service-desk/matters/matters-page.tsx')).MattersPage,
}));
const VoicemailPage = lazy(async () => ({
  default: (await import('./features/service-desk/voicemail-tasks/voicemail-page.tsx')).VoicemailPage,
}));
const AdminConsole = lazy(async () => ({
  default: (await import('./consoles/admin-console/admin-console.tsx')).AdminConsole,
}));
const AccountPage = lazy(async () => ({
  default: (await import('./features/people/sign-in/account-page.tsx')).AccountPage,
}));
const SetUpPage = lazy(async () => ({
  default: (await import('./features/people/sign-in/set-up-page.tsx')).SetUpPage,
}));
const WallboardPage = lazy(async () => ({
  default: (await import('./features/lead-room/live-board/wallboard-page.tsx')).WallboardPage,
}));
const DemoPhonePage = lazy(async () => ({
  default: (await import('./features/telephony/phone/demo-phone-page.tsx')).DemoPhonePage,
}));

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // A refusal will not change on a retry; a server that is away will come back.
      retry: (count, error) => count < 2 && error instanceof Refused && error.code === 'unavailable',
    },
  },
});

export function Sansheng() {
  const { i18n } = useTranslation();
  const isEnglish = i18n.language === 'en';
  dayjs.locale(isEnglish ? 'en' : 'zh-cn');
  return (
    <ConfigProvider theme={theme} locale={isEnglish ? antdEn : antdZhCn} button={{ autoInsertSpace: false }}>
      <App style={{ height: '100%' }}>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter>
            <BrokenPageGuard>
              <Suspense fallback={<Waiting />}>
                <Routes>
                  <Route path="/demo/phone" element={<DemoPhonePage />} />
                  <Route path="/wallboard" element={<WallboardPage />} />
                  <Route path="/set-up" element={<SetUpPage />} />
                  <Route path="*" element={<SignedInPart />} />
                </Routes>
              </Suspense>
            </BrokenPageGuard>
          </BrowserRouter>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}

function Waiting() {
  return (
    <div style={{ display: 'grid', placeItems: 'center', height: '100%' }}>
      <Spin />
    </div>
  );
}

function SignedInPart() {
  const me = useQuery({ queryKey: ['me'], queryFn: loadMe, staleTime: Number.POSITIVE_INFINITY });
  const [ended, setEnded] = useState<EndCode | null>(null);
  const onEnd = useCallback((code: EndCode) => {
    setEnded(code);
    queryClient.clear();
  }, []);
  const isSignedOut = ended !== null || (me.error instanceof Refused && me.error.code === 'notSignedIn');

  if (isSignedOut) {
    return (
      <SignInPage
        ended={ended}
        onSignedIn={(newMe) => {
          queryClient.setQueryData(['me'], newMe);
          setEnded(null);
        }}
      />
    );
  }
  if (me.error) {
    return (
      <div style={{ maxWidth: 520, margin: '18vh auto 0', padding: 20 }}>
        <Trouble error={me.error} onRetry={() => void me.refetch()} />
      </div>
    );
  }
  if (me.data === undefined) return <Waiting />;
  return (
    <SessionProvider key={me.data.csrfToken} me={me.data} onEnd={onEnd}>
      <SeatOfThoseWhoHaveOne>
        <Pages />
      </SeatOfThoseWhoHaveOne>
    </SessionProvider>
  );
}

function SeatOfThoseWhoHaveOne({ children }: { children: ReactNode }) {
  const { me } = useSession();
  return hasSeat(me) && !me.mustChangePassword ? (
    <SeatProvider>
      <PhoneBarLink />
      <HeadsetLink>{children}</HeadsetLink>
    </SeatProvider>
  ) : (
    children
  );
}

function Pages() {
  const { me } = useSession();
  const { t } = useTranslation();
  const pages = pagesOf(me);
  const home = `/${homeOf(me)}`;
  // The window of a page of other software shows only the desk.
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${t('product.name')} · ${me.employeeNo}`;
  }, [t, me.employeeNo]);
  const open = (page: Page, element: ReactNode) => (pages.includes(page) ? element : <Navigate to={home} replace />);
  if (me.mustChangePassword) {
    return (
      <Frame pages={[]}>
        <Suspense fallback={<Waiting />}>
          <AccountPage />
        </Suspense>
      </Frame>
    );
  }
  return (
    <Frame pages={pathname === '/bar' ? [] : pages}>
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route path="/" element={<Navigate to={home} replace />} />
          <Route path="/desk" element={open('desk', <AgentConsole />)} />
          <Route path="/bar" element={open('desk', <AgentConsole />)} />
          <Route path="/live" element={open('live', <LiveConsole />)} />
          <Route path="/reports/*" element={open('reports', <ReportConsole />)} />
          <Route path="/calls" element={open('calls', <CallsPage />)} />
          <Route path="/customers" element={open('customers', <CustomersPage />)} />
          <Route path="/callbacks" element={open('callbacks', <CallbackListPage />)} />
          <Route path="/matters" element={open('matters', <MattersPage />)} />
          <Route path="/voicemails" element={open('voicemails', <VoicemailPage />)} />
          <Route path="/account" element={<AccountPage />} />
          <Route path="/admin" element={open('admin', <AdminConsole />)} />
          <Route path="*" element={<EmptyHint title={t('errors.noPage')}>{t('errors.noPageHint')}</EmptyHint>} />
        </Routes>
      </Suspense>
    </Frame>
  );
}
