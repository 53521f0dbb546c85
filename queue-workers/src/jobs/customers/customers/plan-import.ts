import type { CustomerImport, ImportLine } from '@sansheng/shared/contracts/customers/customers';
import { CustomerSchema } from '@sansheng/shared/tables/customers/customers';
import { sightOf, type Viewer } from '@sansheng/shared/domain/customer-access';
import { type DataSource, type EntityManager, In } from 'typeorm';
import type { ReadLine } from './read-lines.ts';

/** What is to be done with each line that can be read. */
export interface ImportPlan {
  added: ReadLine[];
  changed: { customerId: string; line: ReadLine }[];
  skipped: number;
  faults: ImportLine[];
}

const LINES_AT_ONCE = 1000;

/**
 * Compares the lines with the customers that are there. A file that the importer cannot see completely is never
 * touched: the line only reports that the number is taken, as for anybody who enters it in a new file. `onLines` gets
 * the number of lines processed.
 */
export async function planImport(
  db: DataSource | EntityManager,
  lines: readonly ReadLine[],
  { policy, importer }: { policy: CustomerImport['policy']; importer: Viewer },
  onLines: (count: number) => Promise<void>,
): Promise<ImportPlan> {
  const plan: ImportPlan = { added: [], changed: [], skipped: 0, faults: [] };
  const lineOf = new Map<string, number>();
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    const some = lines.slice(from, from + LINES_AT_ONCE);
    const ownerOfNumber = await findNumbers(db, some);
    const ownerOfReference = await findReferences(db, some);
    const seen = await seenFiles(db, [...ownerOfNumber.values()], importer);
    for (const line of some) {
      const faulty = (fault: ImportLine['fault'], column: string) =>
        plan.faults.push({ line: line.line, name: line.name, fault, column });
      const known = new Set(line.numbers.map((e164) => ownerOfNumber.get(e164)).filter((id) => id !== undefined));
      const [customerId] = known;
      const taken = line.references.find(({ kind, digits }) => {
        const owner = ownerOfReference.get(`${kind} ${digits}`);
        return owner !== undefined && owner !== customerId;
      });
      if ([...known].some((id) => !seen.has(id))) faulty('numberOfAnother', 'numbers');
      else if (known.size > 1) faulty('numbersOfSeveral', 'numbers');
      else if (customerId !== undefined && policy === 'skip') plan.skipped += 1;
      else if (taken !== undefined) faulty('referenceOfAnother', taken.kind);
      else if (customerId === undefined) plan.added.push(line);
      else if (lineOf.has(customerId)) faulty('twiceInFile', 'numbers');
      else {
        lineOf.set(customerId, line.line);
        plan.changed.push({ customerId, line });
      }
    }
    await onLines(Math.min(from + LINES_AT_ONCE, lines.length));
  }
  return plan;
}

/** The files among these that the importer can see completely. */
async function seenFiles(
  db: DataSource | EntityManager,
  customerIds: readonly string[],
  importer: Viewer,
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  const files = await db.getRepository(CustomerSchema).find({
    where: { customerId: In(customerIds) },
    select: { customerId: true, ownerId: true, confidentiality: true },
  });
  return new Set(
    files.filter((file) => sightOf(file, importer, false) === 'whole').map(({ customerId }) => customerId),
  );
}

async function findNumbers(db: DataSource | EntityManager, lines: readonly ReadLine[]): Promise<Map<string, string>> {
  const found: { e164: string; customerId: string }[] = await db.query(
    'SELECT e164, customerId FROM customer_numbers WHERE e164 IN (?)',
    [lines.flatMap(({ numbers }) => numbers)],
  );
  return new Map(found.map(({ e164, customerId }) => [e164, customerId]));
}

async function findReferences(
  db: DataSource | EntityManager,
  lines: readonly ReadLine[],
): Promise<Map<string, string>> {
  const references = lines.flatMap((line) => line.references);
  if (references.length === 0) return new Map();
  const found: { kind: string; digits: string; customerId: string }[] = await db.query(
    'SELECT kind, digits, customerId FROM customer_references WHERE (kind, digits) IN (?)',
    [references.map(({ kind, digits }) => [kind, digits])],
  );
  return new Map(found.map(({ kind, digits, customerId }) => [`${kind} ${digits}`, customerId]));
}
