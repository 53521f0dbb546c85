import { pathTo, type Tree } from '@sansheng/shared/domain/tree';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';

export type NamedTree = Tree<{ parentId: string | null; isActive: boolean; name: string; nameEn: string }>;

/** Its own name after those above it, which are quiet. */
export function TreePath({ tree, id }: { tree: NamedTree; id: string }) {
  const path = pathTo(tree, id).flatMap((one) => tree.get(one) ?? []);
  const own = path.pop();
  return (
    <>
      {path.length > 0 && <span className="quiet">{path.map(nameOf).join(' / ')} / </span>}
      {own === undefined ? id : nameOf(own)}
    </>
  );
}

/** What hangs together stands together, each after what it hangs on. */
export function usePathOrder(tree: NamedTree): (id: string, other: string) => number {
  const { i18n } = useTranslation();
  const wayOf = (id: string) =>
    pathTo(tree, id)
      .flatMap((one) => tree.get(one) ?? [])
      .map(nameOf);
  return (id, other) => {
    const [one, two] = [wayOf(id), wayOf(other)];
    const at = one.findIndex((name, level) => name !== two[level]);
    if (at < 0) return one.length - two.length;
    return (one[at] as string).localeCompare(two[at] ?? '', i18n.language);
  };
}
