export { attachSipProxy, type SipProxy, type SipProxyOptions } from './sip-proxy.ts';
