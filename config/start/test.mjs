// `npm test`: needs Node 20 and nothing else. The work is done by config/src/test.ts.
import { SetupError, installPackages, runOnProjectNode } from './install-packages.mjs';
import { showSteps } from './show-steps.mjs';

try {
  await installPackages(showSteps());
  runOnProjectNode('test.ts', process.argv.slice(2));
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
