export { createIdentification, type Identification } from './identify.ts';
