// Runs in <head>, before the first paint: tells the server the viewer's zone and colour scheme through cookies,
// and keeps the keyboard working even while the connection is away.
(() => {
  const remember = (name, value) =>
    document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=31536000;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`;
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  const paint = () => {
    const choice = root.dataset.choice;
    root.dataset.theme = choice === 'light' || choice === 'dark' ? choice : dark.matches ? 'dark' : 'light';
  };
  remember('tz', zone);
  remember('scheme', dark.matches ? 'dark' : 'light');
  paint();
  dark.addEventListener('change', () => {
    remember('scheme', dark.matches ? 'dark' : 'light');
    paint();
  });

  let tab;
  const tell = () => tab?.invokeMethodAsync('See', !document.hidden).catch(() => {});
  document.addEventListener('visibilitychange', tell);

  window.dashboard = {
    // Tells the server whether this page can be seen, and the server's first question: in which zone.
    attend: server => {
      tab = server;
      if (document.hidden) tell();
      return zone;
    },
    setTheme: choice => { root.dataset.choice = choice; remember('theme', choice); paint(); },
    copy: text => navigator.clipboard.writeText(text),
  };

  const help = () => document.getElementById('keyboard-help');
  const typing = target => target.closest?.('input, textarea, select, [contenteditable="true"]');
  let afterG = 0;
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === '?') { help()?.showModal(); event.preventDefault(); return; }
    if (event.key === '/') {
      const filter = document.querySelector('[data-filter]');
      const field = filter?.matches('input, textarea') ? filter : filter?.querySelector('input, textarea');
      if (field) { field.focus(); field.select?.(); event.preventDefault(); }
      return;
    }
    if (event.key === 'g') { afterG = Date.now(); return; }
    const link = Date.now() - afterG < 1500 && /^[a-z]$/.test(event.key) && document.querySelector(`a[data-go="${event.key}"]`);
    afterG = 0;
    if (link) { link.click(); event.preventDefault(); }
  });

  addEventListener('click', event => {
    const target = event.target;
    if (target.closest?.('[data-reload]')) location.reload();
    if (target.closest?.('[data-help]')) help()?.showModal();
    if (target.closest?.('[data-close]') || target === help()) target.closest('dialog')?.close();
    for (const menu of document.querySelectorAll('details[data-menu][open]'))
      if (!menu.contains(target) || target.closest('a, button')) {
        menu.open = false;

        // A button that is hidden with its menu would take the focus to nowhere.
        if (menu.contains(target) && target.closest('button')) menu.querySelector('summary').focus();
      }
  });
  addEventListener('keydown', event => {
    if (event.key === 'Escape')
      for (const menu of document.querySelectorAll('details[data-menu][open]')) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  // Ages grow here, on the server's clock: the newest instant that it gave (data-now) and the time since, so a browser whose clock is wrong shows none that is.
  const units = seconds =>
    seconds < 60 ? `${seconds} s`
    : seconds < 3600 ? `${Math.floor(seconds / 60)} min`
    : seconds < 36000 && seconds % 3600 >= 60 ? `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`
    : seconds < 172800 ? `${Math.floor(seconds / 3600)} h`
    : `${Math.floor(seconds / 86400)} d`;
  let given = 0, date, up;
  const now = () => {
    const newest = Math.max(...[...document.querySelectorAll('[data-now]')].map(element => Number(element.dataset.now)));
    if (newest !== given) [given, date, up] = [newest, Date.now(), performance.now()];

    // One of them stands still while the machine sleeps, the other jumps when its clock is set: rather too old than too young.
    return given + Math.max(Date.now() - date, performance.now() - up);
  };
  const grow = () => {
    if (document.hidden) return;
    const at = now();
    for (const time of document.querySelectorAll('time.ago')) {
      const seconds = Math.floor((at - Date.parse(time.dateTime)) / 1000), text = seconds < 3 ? 'just now' : `${units(seconds)} ago`;
      if (time.firstChild && time.firstChild.nodeValue !== text) time.firstChild.nodeValue = text;
    }
  };
  now();
  setInterval(grow, 1000);
  document.addEventListener('visibilitychange', grow);

  addEventListener('DOMContentLoaded', () => {
    grow();

    // Started here, so that the console stays silent but for warnings.
    window.Blazor?.start({ circuit: { configureSignalR: connection => connection.configureLogging('warning') } });

    // A server that was restarted no longer knows this page; loading it again is all that helps.
    document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
      if (event.detail?.state === 'rejected') location.reload();
    });
  });
})();
