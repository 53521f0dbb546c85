export { callQualityFeature } from './call-quality.socket.ts';
