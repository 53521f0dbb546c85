import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { CaseDrawer } from './case-drawer.tsx';

const REFRESH_MS = 15_000;

/** The home of those who work on cases: lists, and the case that is worked on beside them. */
export function DeskPage<Desk>({
  title,
  path,
  desk,
  children,
}: {
  title: string;
  path: string;
  desk: z.ZodType<Desk>;
  children: (desk: Desk, onWork: (caseNo: string) => void) => ReactNode;
}) {
  const [openNo, setOpenNo] = useState<string | null>(null);
  const read = useQuery({
    queryKey: ['cases', path],
    queryFn: () => request(desk, 'GET', path),
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
      </div>
      {read.error && <Trouble error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Skeleton active />}
      {read.data !== undefined && <div className="desk-lists">{children(read.data, setOpenNo)}</div>}
      <CaseDrawer caseNo={openNo} onClose={() => setOpenNo(null)} />
    </div>
  );
}
