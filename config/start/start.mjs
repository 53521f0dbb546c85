// `npm start`: needs Node 20 and nothing else. The work is done by config/src/start.ts.
import { SetupError, installPackages, runOnProjectNode } from './install-packages.mjs';
import { showSteps } from './show-steps.mjs';

try {
  await installPackages(showSteps());
  runOnProjectNode('start.ts', process.argv.slice(2));
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
