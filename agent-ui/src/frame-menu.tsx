import { DownOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation, useNavigate } from 'react-router';
import { type Page, pages } from './pages.ts';

const counts = new Map(
  pages.flatMap(({ path, loadCount }) => {
    if (loadCount === undefined) return [];
    const Count = lazy(async () => ({ default: await loadCount() }));
    return [[path, <Count key={path} />] as const];
  }),
);

/** The pages of somebody's menu; those under one word are gathered where there is more than one. */
export function FrameMenu({ menu }: { menu: readonly Page[] }) {
  const groups = Map.groupBy(menu, ({ path, under }) => under ?? path);
  return (
    <nav className="frame-nav">
      {[...groups].map(([word, gathered]) =>
        gathered.length === 1 ? (
          gathered.map((page) => <PageLink key={word} page={page} />)
        ) : (
          <PageGroup key={word} word={word} gathered={gathered} />
        ),
      )}
    </nav>
  );
}

function PageLink({ page: { path, word = '' } }: { page: Page }) {
  const { t } = useTranslation();
  return (
    <NavLink to={path}>
      {t(word)}
      <Suspense>{counts.get(path)}</Suspense>
    </NavLink>
  );
}

/** Says which of its pages is open. */
function PageGroup({ word, gathered }: { word: string; gathered: readonly Page[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const open = gathered.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      menu={{
        selectedKeys: open === undefined ? [] : [open.path],
        // The mouse meets the link itself.
        onClick: ({ key, domEvent }) => domEvent.type === 'keydown' && void navigate(key),
        items: gathered.map((page) => ({ key: page.path, label: <PageLink page={page} /> })),
      }}
    >
      <button type="button" className={open === undefined ? '' : 'active'} data-testid={word} aria-haspopup="menu">
        {t(word)}
        {open?.word !== undefined && <small>{t(open.word)}</small>}
        <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  );
}
