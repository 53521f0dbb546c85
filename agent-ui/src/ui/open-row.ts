import type { HTMLAttributes } from 'react';

/** For a table row that opens something: by click, and by Enter on the row. */
export function openRow(open: () => void): HTMLAttributes<HTMLElement> {
  return {
    tabIndex: 0,
    style: { cursor: 'pointer' },
    onClick: open,
    onKeyDown: (event) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) open();
    },
  };
}
