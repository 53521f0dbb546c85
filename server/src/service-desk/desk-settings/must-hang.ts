import { type Tree, treeFault, type TreeNode } from '@sansheng/shared/domain/tree';
import type { SettingUser } from '@sansheng/shared/contracts/errors';
import { UserError } from '../../platform/http/routes.ts';
import { mustBeUnused } from '../../settings/index.ts';

const details = {
  noParent: 'there is no such parent',
  cycle: 'it would hang below itself',
  tooDeep: 'there is no level below',
  inactiveParent: 'the parent is switched off',
} as const;

/** Throws UserError where a node may not hang there, where there are too many, or where something active hangs below. */
export function mustHang<Node extends TreeNode & { name: string }>(
  tree: Tree<Node>,
  id: string,
  node: Node,
  { levels, most, kind }: { levels: number; most: number; kind: SettingUser['kind'] },
): void {
  const fault = treeFault(tree, id, node, levels);
  if (fault !== null) throw new UserError('badRequest', { field: 'parentId', detail: details[fault] });
  const former = tree.get(id);
  if (former === undefined && tree.size >= most)
    throw new UserError('badRequest', { field: 'name', detail: `at most ${most}` });
  if (former?.isActive !== true || node.isActive) return;
  const below = [...tree.values()].filter(({ parentId, isActive }) => parentId === id && isActive);
  mustBeUnused(below.map(({ name }) => ({ kind, name })));
}
