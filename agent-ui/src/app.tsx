import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Alert, App, ConfigProvider, Spin } from 'antd';
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
import { homeOf, maySee, menuOf, type Page, pages } from './pages.ts';
import { Refused } from './rest/rest.ts';
import { BrokenPageGuard } from './ui/broken-page-guard.tsx';
import { EmptyHint } from './ui/empty-hint.tsx';
import { theme } from './ui/theme.ts';
import { Trouble } from './ui/trouble.tsx';

const loadDesk = pages.find(({ path }) => path === '/desk')?.load;
// Most people who sign in are agents: their page is fetched while the session is still being checked.
if (['/', '/desk', '/bar'].includes(location.pathname)) void loadDesk?.();

const routeOf = ({ path, hasViews }: Page) => (hasViews ? `${path}/*` : path);
const programs = new Map(
  pages.map(({ path, load }) => {
    const Program = lazy(async () => ({ default: await load() }));
    return [path, <Program key={path} />] as const;
  }),
);

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
                  {pages
                    .filter((page) => page.access === 'public')
                    .map((page) => (
                      <Route key={page.path} path={routeOf(page)} element={programs.get(page.path)} />
                    ))}
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
  const home = homeOf(me);
  const menu = menuOf(me);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${t('product.name')} · ${me.employeeNo}`;
  }, [t, me.employeeNo]);
  if (me.mustChangePassword) {
    return (
      <Frame menu={[]}>
        <Suspense fallback={<Waiting />}>{programs.get('/account')}</Suspense>
      </Frame>
    );
  }
  return (
    <Frame menu={pathname === '/bar' ? [] : menu}>
      {menu.length === 0 && <Alert type="info" banner title={t('account.noPages')} />}
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route path="/" element={<Navigate to={home} replace />} />
          {pages
            .filter((page) => page.access !== 'public')
            .map((page) => (
              <Route
                key={page.path}
                path={routeOf(page)}
                element={maySee(me, page) ? programs.get(page.path) : <Navigate to={home} replace />}
              />
            ))}
          <Route path="*" element={<EmptyHint title={t('errors.noPage')}>{t('errors.noPageHint')}</EmptyHint>} />
        </Routes>
      </Suspense>
    </Frame>
  );
}
