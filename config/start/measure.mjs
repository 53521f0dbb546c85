// `npm run simulate`, `npm run bench:...`: like the tests they need Node 20 and nothing else.
import { SetupError, installPackages, runOnProjectNode } from './install-packages.mjs';
import { showSteps } from './show-steps.mjs';

const [file = '', ...args] = process.argv.slice(2);
try {
  await installPackages(showSteps());
  runOnProjectNode(`../../tests/${file}`, args);
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
