export {
  findCustomer,
  findCustomerByDigits,
  findCustomerByNumber,
  hasServed,
  shownNumber,
  sightById,
} from './customers/index.ts';
export { refusesRecording } from './recording-refusal/index.ts';
export { openCustomers } from './wing.ts';
