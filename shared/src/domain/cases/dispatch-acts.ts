/** Acts that give a case to a department, and the steps at which it waits to be accepted. Pure. */
import type { CaseTransition, CaseType } from '../../contracts/service-desk/case-types.ts';

/** An act that gives a case to a department, and the fields that name it and the person. */
export interface DispatchAct {
  transition: CaseTransition;
  departmentField: string;
  /** Null: to the department's pool only. */
  personField: string | null;
}

export function dispatchActOf(transition: CaseTransition): DispatchAct | null {
  const toDepartment = transition.effects.find((effect) => effect.do === 'setDepartment');
  if (toDepartment === undefined) return null;
  const toPerson = transition.effects.find((effect) => effect.do === 'setAssignee');
  return { transition, departmentField: toDepartment.field, personField: toPerson?.field ?? null };
}

/** The one that leads on from this step; null: there is none. */
export function dispatchActFrom({ transitions }: CaseType, stepKey: string): DispatchAct | null {
  for (const transition of transitions) {
    const found = transition.from.includes(stepKey) ? dispatchActOf(transition) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Steps at which a case waits for a department to accept it. */
export const stepsToAccept = ({ transitions }: CaseType): string[] => [
  ...new Set(
    transitions.flatMap((transition) => {
      const to = dispatchActOf(transition) === null ? null : transition.to;
      const isAccepted = transitions.some(
        ({ from, effects }) => to !== null && from.includes(to) && effects.some((one) => isOwn(one)),
      );
      return to !== null && isAccepted ? [to] : [];
    }),
  ),
];

/** Who acts takes it. */
export const isOwn = (effect: CaseTransition['effects'][number]): boolean =>
  effect.do === 'setAssignee' && effect.field === null;
