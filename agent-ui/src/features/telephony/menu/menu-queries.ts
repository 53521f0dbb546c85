import { MenuFacts } from '@sansheng/shared/contracts/telephony/menu';
import { type CallLanguage, type Prompt, PromptLibrary } from '@sansheng/shared/contracts/telephony/prompts';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../../rest/rest.ts';

const noFacts: MenuFacts = { queues: [], hotlines: [], skills: [], prompts: [] };

/** What a menu may lead to and play; empty while it loads. */
export function useMenuFacts(): MenuFacts & { isLoaded: boolean } {
  const facts = useQuery({
    queryKey: ['admin', 'menu-facts'],
    queryFn: () => request(MenuFacts, 'GET', '/admin/menu-facts'),
  });
  return { ...(facts.data ?? noFacts), isLoaded: facts.data !== undefined };
}

export function usePromptLibrary() {
  return useQuery({
    queryKey: ['admin', 'prompts'],
    queryFn: () => request(PromptLibrary, 'GET', '/admin/prompts'),
  });
}

/** The sound that the next published menu would play; null when there is none. */
export function newestSound(prompt: Prompt | undefined, language: CallLanguage): { url: string; text: string } | null {
  const version = prompt?.versions.find((one) => one.language === language);
  if (prompt === undefined || version === undefined) return null;
  const url = `/api/v1/admin/prompts/${prompt.promptId}/${language}/${version.version}/audio`;
  return { url, text: version.text };
}
