// `npm run call`, `npm stop`: of use only when the center has been started here once.
import { arePackagesInstalled, runOnProjectNode } from './install-packages.mjs';

const [file = '', ...args] = process.argv.slice(2);
if (arePackagesInstalled()) {
  runOnProjectNode(file, args);
} else {
  console.error('Nothing is installed here yet: begin with npm start.');
  process.exitCode = 1;
}
