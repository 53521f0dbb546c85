const OVER_TIME: unknown[] = [1969, 3024];

/** A SELECT that the database gives up after so many seconds; MariaDB and MySQL say it differently. */
export const withinTime = (select: string, seconds: number): string =>
  `/*M!100100 SET STATEMENT max_statement_time=${seconds} FOR */ ${select.replace(
    /^\s*SELECT /,
    `SELECT /*+ MAX_EXECUTION_TIME(${seconds * 1000}) */ `,
  )}`;

export const isOverTime = (error: unknown): boolean =>
  error instanceof Error && 'errno' in error && OVER_TIME.includes(error.errno);
