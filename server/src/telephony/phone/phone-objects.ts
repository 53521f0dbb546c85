/** What Asterisk must know of one browser's phone. Pure: names and fields of PJSIP objects, in the order to push. */
export interface PhoneObject {
  objectType: 'auth' | 'aor' | 'endpoint';
  fields: Record<string, string>;
}
export interface PhoneSecret {
  sipUser: string;
  sipPassword: string;
}

/** Every object of a phone has this name; a seat's is made from the employee number. */
export const seatSipUser = (employeeNo: string) => `seat-${employeeNo}`;

/** A seat: it is rung by the server and may place no call by itself. */
export function seatObjects(secret: PhoneSecret): PhoneObject[] {
  return objectsOf(secret, { context: 'from-seat' });
}

/** A customer's phone in the browser. `number` '' withholds it. */
export function demoObjects(secret: PhoneSecret, number: string): PhoneObject[] {
  return objectsOf(secret, {
    context: 'from-demo-phone',
    // Without a caller id of its own, Asterisk would take the name in From, which is the SIP user.
    callerid: number === '' ? '"Anonymous" <anonymous>' : `"${number}" <${number}>`,
  });
}

/** The telephone on a seat's desk, of whatever make. It may be rung, and places no call by itself. */
export const deskSipUser = (employeeNo: string) => `desk-${employeeNo}`;
export const DESK_REALM = 'sansheng';
export function deskObjects(employeeNo: string, digest: string): PhoneObject[] {
  const name = deskSipUser(employeeNo);
  return [
    { objectType: 'auth', fields: { auth_type: 'md5', username: name, md5_cred: digest, realm: DESK_REALM } },
    // Checked every minute: an unplugged telephone does not say goodbye.
    { objectType: 'aor', fields: { max_contacts: '1', remove_existing: 'yes', qualify_frequency: '60' } },
    {
      objectType: 'endpoint',
      fields: {
        auth: name,
        aors: name,
        identify_by: 'username',
        context: 'from-seat',
        allow: '!all,alaw,ulaw',
        direct_media: 'no',
        rtp_symmetric: 'yes',
        force_rport: 'yes',
        rewrite_contact: 'yes',
        dtmf_mode: 'rfc4733',
        timers: 'no',
        allow_transfer: 'no',
        allow_subscribe: 'no',
        rtp_timeout: '30',
        rtp_timeout_hold: '300',
        tone_zone: 'cn',
      },
    },
  ];
}

/** The auth first: anybody could call through an endpoint without one. */
function objectsOf({ sipUser, sipPassword }: PhoneSecret, own: Record<string, string>): PhoneObject[] {
  return [
    { objectType: 'auth', fields: { auth_type: 'userpass', username: sipUser, password: sipPassword } },
    // The browser registered last wins.
    { objectType: 'aor', fields: { max_contacts: '1', remove_existing: 'yes', maximum_expiration: '600' } },
    {
      objectType: 'endpoint',
      fields: {
        auth: sipUser,
        aors: sipUser,
        identify_by: 'username',
        transport: 'transport-ws',
        webrtc: 'yes',
        dtls_auto_generate_cert: 'yes',
        allow: '!all,alaw,ulaw',
        max_video_streams: '0',
        direct_media: 'no',
        dtmf_mode: 'rfc4733',
        // A session timer would re-negotiate in the middle of a call, which nobody asked for.
        timers: 'no',
        allow_transfer: 'no',
        allow_subscribe: 'no',
        device_state_busy_at: '1',
        // Seconds without a packet, or the call of a browser that died would last for ever.
        rtp_timeout: '30',
        rtp_timeout_hold: '300',
        tone_zone: 'cn',
        ...own,
      },
    },
  ];
}
