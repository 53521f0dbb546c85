/**
 * The phone bar for pages of other software; how to use it is written in docs/phone-bar.md. It holds no session: it speaks
 * with the phone's window, and only with the center that it was loaded from. As plain as browsers run it.
 */
(() => {
  const center = new URL(document.currentScript.src).origin;
  const PROTOCOL = 'sansheng.phone-bar.1';
  const WINDOW_NAME = 'sansheng-phone';
  const HELLO_MS = 2000;
  /** The phone says something every two seconds; a window in the background may be late. */
  const SILENT_MS = 8000;

  const words = {
    'zh-CN': {
      open: '打开电话',
      show: '电话窗口',
      signIn: '请在电话窗口登录',
      closed: '电话未打开',
      answer: '接听',
      hangUp: '挂断',
      dialling: '呼叫中',
      held: '保持中',
      withheld: '号码未显示',
      phoneClosed: '电话未打开',
      states: {
        offline: '离线',
        notReady: '示忙',
        ready: '示闲',
        offered: '来电振铃',
        talking: '通话中',
        wrapUp: '话后处理',
      },
    },
    en: {
      open: 'Open the phone',
      show: 'Phone window',
      signIn: "Sign in at the phone's window",
      closed: 'The phone is closed',
      answer: 'Answer',
      hangUp: 'Hang up',
      dialling: 'Calling',
      held: 'On hold',
      withheld: 'Number withheld',
      phoneClosed: 'The phone is closed',
      states: {
        offline: 'Offline',
        notReady: 'Not ready',
        ready: 'Ready',
        offered: 'Ringing',
        talking: 'Talking',
        wrapUp: 'Wrap-up',
      },
    },
  };
  const style = `
    :host { all: initial; }
    .bar { display: flex; align-items: center; gap: 10px; box-sizing: border-box; min-height: 40px; padding: 5px 10px;
      border: 1px solid #d3dae2; border-radius: 6px; background: #fff; color: #1d2730;
      font: 14px/1.4 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
    .floating { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; box-shadow: 0 4px 16px rgb(20 30 40 / 18%); }
    .dot { flex: none; width: 9px; height: 9px; border-radius: 50%; background: #8793a0; }
    .dot.ready { background: #23845a; } .dot.offered { background: #c2570c; } .dot.talking { background: #1a5fb4; }
    .dot.notReady, .dot.wrapUp { background: #a87900; }
    .state { font-weight: 600; white-space: nowrap; }
    .number, .time { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .time { color: #56626e; min-width: 44px; }
    .said { color: #b3261e; }
    .keys { display: flex; gap: 6px; margin-left: auto; }
    button { padding: 4px 12px; border: 1px solid #b9c3cd; border-radius: 5px; background: #fff; color: inherit; font: inherit;
      cursor: pointer; }
    button:focus-visible { outline: 2px solid #1a5fb4; outline-offset: 1px; }
    .answer { border-color: #23845a; background: #23845a; color: #fff; }
    .hang-up { border-color: #b3261e; background: #b3261e; color: #fff; }
    [hidden] { display: none !important; }
  `;

  function create(options = {}) {
    const language = options.language ?? (/^zh/i.test(document.documentElement.lang) ? 'zh-CN' : 'en');
    const say = words[language] ?? words.en;
    const listeners = new Map();
    const asked = new Map();
    let phone = null;
    let heardAtMs = 0;
    let state = null;
    let sinceMs = 0;
    let wasHere = false;
    let count = 0;
    let said = '';

    const isHere = () => phone !== null && !phone.closed && Date.now() - heardAtMs < SILENT_MS;
    const send = (message) => phone?.postMessage({ protocol: PROTOCOL, ...message }, center);
    function tell(event, detail) {
      for (const listener of listeners.get(event) ?? []) listener(detail);
    }
    /** Resolves when the phone has done it; rejects with an Error whose `code` says why not. */
    function ask(type, more) {
      if (!isHere()) return Promise.reject(Object.assign(new Error(say.phoneClosed), { code: 'phoneClosed' }));
      count += 1;
      const id = String(count);
      send({ type, id, ...more });
      return new Promise((resolve, reject) => asked.set(id, { resolve, reject }));
    }
    function open() {
      // By its name the window is found again, also by a page that was loaded anew; a new one is blank and can be read.
      phone = window.open('', WINDOW_NAME, 'popup,width=1180,height=760');
      if (phone === null) return;
      let isBlank = false;
      try {
        isBlank = phone.location.href === 'about:blank';
      } catch {
        // The phone is there already.
      }
      if (isBlank) phone.location.href = `${center}/bar`;
      phone.focus();
    }

    const host = document.createElement('div');
    const shadow = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [sheet];
    const make = (tag, className, inside) => {
      const element = document.createElement(tag);
      element.className = className;
      inside.append(element);
      return element;
    };
    const bar = make('div', 'bar', shadow);
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', 'Sansheng');
    const dot = make('span', 'dot', bar);
    const stateText = make('span', 'state', bar);
    stateText.setAttribute('role', 'status');
    const numberText = make('span', 'number', bar);
    const timeText = make('span', 'time', bar);
    const saidText = make('span', 'said', bar);
    saidText.setAttribute('role', 'alert');
    const keys = make('span', 'keys', bar);
    const key = (className, text, act) => {
      const button = make('button', className, keys);
      button.type = 'button';
      button.textContent = text;
      button.addEventListener('click', () => act()?.catch(refused));
      return button;
    };
    const answerKey = key('answer', say.answer, () => ask('answer'));
    const hangUpKey = key('hang-up', say.hangUp, () => ask('hangUp'));
    const openKey = key('open', say.open, open);

    function refused(error) {
      said = error.message;
      show();
    }
    function show() {
      const here = isHere() && state !== null;
      const isSilent = phone !== null && !phone.closed;
      dot.className = `dot ${here ? state.state : ''}`;
      const doing = here && (state.isDialling ? say.dialling : state.isHeld ? say.held : say.states[state.state]);
      const status = here ? doing : isSilent ? say.signIn : say.closed;
      if (stateText.textContent !== status) stateText.textContent = status;
      numberText.textContent = here && state.call !== null ? state.call.number || say.withheld : '';
      const seconds = here ? Math.max(0, Math.floor((Date.now() - sinceMs) / 1000)) : 0;
      timeText.textContent = here ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : '';
      saidText.textContent = said;
      answerKey.hidden = !(here && state.mayAnswer);
      hangUpKey.hidden = !(here && state.state === 'talking');
      openKey.textContent = here || isSilent ? say.show : say.open;
      if (here !== wasHere) {
        wasHere = here;
        tell(here ? 'ready' : 'closed', here ? { agentId: state.agentId } : {});
      }
    }

    addEventListener('message', ({ origin, source, data }) => {
      if (origin !== center || data?.protocol !== PROTOCOL) return;
      phone = source;
      heardAtMs = Date.now();
      if (data.type === 'state') {
        if (state?.state !== data.state.state) said = '';
        state = data.state;
        sinceMs = Date.now() - state.lastedMs;
        show();
        tell('state', state);
      }
      if (data.type === 'event') {
        const { event, call, popUrl } = data;
        if (event === 'offered' && popUrl !== '' && options.popFrame) {
          const frame = document.querySelector(options.popFrame);
          if (frame !== null) frame.src = popUrl;
        }
        tell(event, { ...call, popUrl });
      }
      if (data.type === 'reply') {
        const waiting = asked.get(data.id);
        asked.delete(data.id);
        if (data.refused === null) waiting?.resolve();
        else waiting?.reject(Object.assign(new Error(data.text), { code: data.refused }));
      }
    });
    const hello = () => {
      send({ type: 'hello' });
      show();
    };
    setInterval(hello, HELLO_MS);
    setInterval(show, 1000);

    const dial = (number) => ask('dial', { number: String(number) });
    if (options.telLinks) {
      document.addEventListener('click', (event) => {
        const link = event.target.closest?.('a[href^="tel:"]');
        if (!link || !isHere()) return;
        event.preventDefault();
        dial(decodeURIComponent(link.getAttribute('href').slice(4))).catch(refused);
      });
    }
    const place = options.element ? document.querySelector(options.element) : null;
    if (place === null) bar.classList.add('floating');
    (place ?? document.body).append(host);
    show();

    return {
      open,
      dial,
      answer: () => ask('answer'),
      hangUp: () => ask('hangUp'),
      /** Null while the phone is closed. */
      state: () => (isHere() ? state : null),
      on(event, listener) {
        listeners.set(event, [...(listeners.get(event) ?? []), listener]);
      },
    };
  }

  window.Sansheng = { phoneBar: create };
})();
