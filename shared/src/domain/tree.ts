/** A tree kept as rows that name their parent: categories, areas. Pure. */
export interface TreeNode {
  parentId: string | null;
  isActive: boolean;
}
export type Tree<Node extends TreeNode = TreeNode> = ReadonlyMap<string, Node>;

/** From the top to the node itself. It ends where a parent is not there, or was passed already. */
export function pathTo(tree: Tree, id: string): string[] {
  const path: string[] = [];
  for (let at: string | null = id; at !== null && !path.includes(at); ) {
    const node = tree.get(at);
    if (node === undefined) break;
    path.unshift(at);
    at = node.parentId;
  }
  return path;
}

/** Levels from the node down, itself included. */
function heightOf(tree: Tree, id: string): number {
  const lengths = [...tree.keys()].map((one) => {
    const path = pathTo(tree, one);
    return path.includes(id) ? path.length - path.indexOf(id) : 0;
  });
  return Math.max(1, ...lengths);
}

export type TreeFault = 'noParent' | 'cycle' | 'tooDeep' | 'inactiveParent';

/**
 * What keeps a node from hanging where it wants to; null: nothing does. `tree` has it as it was, if it was. One that hung
 * there before its parent was switched off may stay.
 */
export function treeFault(tree: Tree, id: string, node: TreeNode, mostLevels: number): TreeFault | null {
  const { parentId, isActive } = node;
  const height = heightOf(tree, id);
  if (parentId === null) return height > mostLevels ? 'tooDeep' : null;
  const parent = tree.get(parentId);
  if (parent === undefined) return 'noParent';
  const above = pathTo(tree, parentId);
  if (parentId === id || above.includes(id)) return 'cycle';
  if (above.length + height > mostLevels) return 'tooDeep';
  const former = tree.get(id);
  const isAsBefore = former?.isActive === true && former.parentId === parentId;
  return isActive && !parent.isActive && !isAsBefore ? 'inactiveParent' : null;
}

/** Whether it may be chosen: itself and all above it are active. */
export const isOffered = (tree: Tree, id: string): boolean => {
  const path = pathTo(tree, id);
  return path.length > 0 && path.every((one) => tree.get(one)?.isActive === true);
};
