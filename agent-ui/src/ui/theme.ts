import type { AgentState } from '@sansheng/shared/domain/agent-state';
import type { ThemeConfig } from 'antd';

/** Ink on paper: the interface itself stays quiet so that the six state colours are what the eye finds. */
const ink = '#1f2d3d';

/** One colour per state, everywhere. `strong` is readable as text on white and on `soft` (contrast 4.5:1 or more). */
const stateColours = {
  ready: { strong: '#11713f', fill: '#1f9d5b', soft: '#e5f5ec' },
  offered: { strong: '#915400', fill: '#e39a12', soft: '#fdf2dc' },
  talking: { strong: '#1d56b3', fill: '#2f6fd6', soft: '#e6effc' },
  wrapUp: { strong: '#6236a8', fill: '#7d51c9', soft: '#f0e9fb' },
  notReady: { strong: '#545f6c', fill: '#8a95a1', soft: '#eceff2' },
  offline: { strong: '#68727d', fill: '#c3cad1', soft: '#f3f4f6' },
  alarm: { strong: '#b3261e', fill: '#d9423a', soft: '#fdeae8' },
} as const satisfies Record<AgentState | 'alarm', { strong: string; fill: string; soft: string }>;

export const fontFamily =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Helvetica Neue", Arial, sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: ink,
    colorInfo: '#2f6fd6',
    colorSuccess: stateColours.ready.fill,
    colorWarning: stateColours.offered.fill,
    colorError: '#c9342b',
    // Lighter under the pointer, white text on it would be unreadable.
    colorErrorHover: '#b3261e',
    colorLink: '#255c99',
    colorText: '#1e2733',
    colorTextSecondary: '#57626f',
    colorTextTertiary: '#6c7682',
    colorTextPlaceholder: '#66707b',
    colorBgLayout: '#f3f2ee',
    // Derived from the ink colour, they would be as dark as the text of a chosen option.
    controlItemBgActive: '#e6ebf1',
    controlItemBgActiveHover: '#dbe2ea',
    colorBorder: '#d8d6cf',
    colorBorderSecondary: '#e8e6df',
    borderRadius: 8,
    borderRadiusLG: 12,
    fontFamily,
    fontSize: 14,
    controlHeight: 34,
    boxShadowTertiary: '0 1px 2px rgb(31 45 61 / 5%)',
  },
  components: {
    Table: {
      headerBg: '#faf9f6',
      headerColor: '#57626f',
      headerSplitColor: 'transparent',
      cellPaddingBlockSM: 7,
      rowHoverBg: '#f7f6f1',
    },
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Card: { bodyPaddingSM: 14, headerHeightSM: 42 },
    Drawer: { paddingLG: 20 },
    Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
  },
};
