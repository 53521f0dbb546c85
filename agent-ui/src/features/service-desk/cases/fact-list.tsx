import type { ReactNode } from 'react';

/** What is known of a case, by name. */
export function FactList({ rows, className = 'case-facts' }: { rows: [string, ReactNode][]; className?: string }) {
  return (
    <dl className={className}>
      {rows.map(([name, value], i) => (
        // Two may have the same name.
        <div key={`${i} ${name}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
