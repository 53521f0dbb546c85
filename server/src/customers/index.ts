export {
  customersFeature,
  findCustomer,
  findCustomerByDigits,
  findCustomerByNumber,
  hasServed,
  shownNumber,
  sightById,
} from './customers/index.ts';
export { recordingRefusalFeature, refusesRecording } from './recording-refusal/index.ts';
