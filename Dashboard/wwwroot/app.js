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
  let listener = null;
  remember('tz', zone);
  remember('scheme', dark.matches ? 'dark' : 'light');
  paint();
  dark.addEventListener('change', () => {
    remember('scheme', dark.matches ? 'dark' : 'light');
    paint();
    listener?.invokeMethodAsync('OnSystemSchemeAsync', dark.matches).catch(() => {});
  });

  window.dashboard = {
    viewer: () => ({ zone, dark: dark.matches }),
    watchScheme: reference => { listener = reference; },
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

  addEventListener('DOMContentLoaded', () => {
    // Started here, so that the console stays silent but for warnings.
    window.Blazor?.start({ circuit: { configureSignalR: connection => connection.configureLogging('warning') } });

    // A server that was restarted no longer knows this page; loading it again is all that helps.
    document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
      if (event.detail?.state === 'rejected') location.reload();
    });
  });
})();
