import { seatRoles } from '@sansheng/shared/domain/roles';
import type { DataSource } from 'typeorm';
import type { SeatExpected } from './live-board.ts';

/** Everybody who may sign in to a seat of their own. */
export async function findSeatsExpected(db: DataSource): Promise<SeatExpected[]> {
  return db.query(
    `SELECT a.employeeNo AS agentId, a.name, a.teamId, t.name AS teamName
     FROM accounts a LEFT JOIN teams t ON t.teamId = a.teamId
     WHERE a.isActive AND JSON_OVERLAPS(a.roles, ?) ORDER BY a.employeeNo`,
    [JSON.stringify(seatRoles)],
  );
}
