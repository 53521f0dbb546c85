import type { AppContext } from '../../platform/app-context.ts';
import { addCustomerRoutes } from './customers.routes.ts';
import { addCustomerExportRoute } from './export-customers.routes.ts';
import { addCustomerImportRoutes } from './import-customers.routes.ts';
import { addCustomerMergeRoutes } from './merge-customers.routes.ts';

export { mustFindCustomer, sightById } from './customer-sight.store.ts';
export { findCustomer, findCustomerByDigits, findCustomerByNumber, hasServed } from './customers.store.ts';
export { shownNumber } from './shown-number.ts';

export function customersFeature(context: AppContext): void {
  addCustomerRoutes(context);
  addCustomerMergeRoutes(context);
  addCustomerImportRoutes(context);
  addCustomerExportRoute(context);
}
