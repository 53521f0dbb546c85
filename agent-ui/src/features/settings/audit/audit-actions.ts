import type { TFunction } from 'i18next';

/** `customers.exported`: a thing and a deed. One without a text is shown as it is. */
export function actionInWords(t: TFunction, action: string): string {
  const [thing = '', deed = ''] = action.split('.');
  return t('audit.of', {
    thing: t(`audit.things.${thing}`, { defaultValue: thing }),
    deed: t(`audit.deeds.${deed}`, { defaultValue: deed }),
  });
}

/** Each thing as a whole, and each action. */
export function actionOptions(t: TFunction, actions: readonly string[]) {
  const things = [...new Set(actions.map((action) => action.split('.')[0] ?? ''))];
  return [
    ...things.map((thing) => ({
      value: `${thing}.`,
      label: `${t(`audit.things.${thing}`, { defaultValue: thing })} · *`,
    })),
    ...actions.map((value) => ({ value, label: actionInWords(t, value) })),
  ];
}
