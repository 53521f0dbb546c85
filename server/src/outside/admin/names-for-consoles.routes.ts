import { DeskSettings } from '@sansheng/shared/contracts/desk-work/desk';
import { wrapUpResults } from '@sansheng/shared/contracts/telephony/wrap-up';
import { TeamSchema } from '@sansheng/shared/tables/people/accounts';
import { NotReadyReasonSchema } from '@sansheng/shared/tables/telephony/agents';
import { QueueSchema, SkillSchema } from '@sansheng/shared/tables/telephony/queues';
import { WrapUpCategorySchema } from '@sansheng/shared/tables/telephony/wrap-up';
import type { AppContext } from '../../platform/app-context.ts';

export function addNamesForConsolesRoute({ routes, db }: AppContext): void {
  routes.add({
    method: 'get',
    path: '/api/v1/desk/settings',
    access: 'signedIn',
    summary: 'Reasons, categories, queues, skills and teams as the consoles name them',
    tag: 'desk',
    reply: DeskSettings,
    handler: async () => {
      const isActive = { isActive: true };
      const [notReadyReasons, wrapUpCategories, queues, skills, teams] = await Promise.all([
        db.getRepository(NotReadyReasonSchema).find({ where: isActive, order: { reasonId: 'ASC' } }),
        db.getRepository(WrapUpCategorySchema).find({ where: isActive, order: { categoryId: 'ASC' } }),
        db.getRepository(QueueSchema).find({ where: isActive, order: { queueId: 'ASC' } }),
        db.getRepository(SkillSchema).find({ order: { skillId: 'ASC' } }),
        db.getRepository(TeamSchema).find({ order: { teamId: 'ASC' } }),
      ]);
      return { notReadyReasons, wrapUpCategories, queues, skills, teams, wrapUpResults: [...wrapUpResults] };
    },
  });
}
