export { createTasks, type Right, rightsToTake } from './task-acts.routes.ts';
