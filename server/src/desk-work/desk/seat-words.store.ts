import { NotReadyReasonSchema } from '@sansheng/shared/tables/telephony/agents';
import { WrapUpCategorySchema } from '@sansheng/shared/tables/telephony/wrap-up';
import type { DataSource } from 'typeorm';

/**
 * The reasons and categories that a seat may name, as last read: a seat can finish its wrap-up and take its break while
 * the database is away. What was just added and not read yet is looked up.
 */
export async function createSeatWords(db: DataSource) {
  const reasons = db.getRepository(NotReadyReasonSchema);
  const categories = db.getRepository(WrapUpCategorySchema);
  let known = { reasons: new Set<string>(), categories: new Set<string>() };

  async function load(): Promise<void> {
    const [reasonRows, categoryRows] = await Promise.all([
      reasons.findBy({ isActive: true }),
      categories.findBy({ isActive: true }),
    ]);
    known = {
      reasons: new Set(reasonRows.map(({ reasonId }) => reasonId)),
      categories: new Set(categoryRows.map(({ categoryId }) => categoryId)),
    };
  }
  await load();
  return {
    load,
    isReason: async (reasonId: string): Promise<boolean> =>
      known.reasons.has(reasonId) || reasons.existsBy({ reasonId, isActive: true }),
    isCategory: async (categoryId: string): Promise<boolean> =>
      known.categories.has(categoryId) || categories.existsBy({ categoryId, isActive: true }),
  };
}
export type SeatWords = Awaited<ReturnType<typeof createSeatWords>>;
