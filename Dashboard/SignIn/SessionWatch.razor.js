// At once, then at most once a minute; a click within that minute is told at its end, with how long ago it was.
const every = 60_000;

export function watch(reference) {
  let told = -every, last = 0, timer = 0;
  const tell = () => {
    timer = 0;
    told = Date.now();
    reference.invokeMethodAsync('OnActivityAsync', Math.max(0, told - last) / 1000).catch(() => {});
  };
  const acted = event => {
    // Scripts click too; only a person's events are trusted.
    if (!event.isTrusted) return;
    last = Date.now();
    timer ||= setTimeout(tell, Math.max(0, told + every - last));
  };
  for (const type of ['pointerdown', 'keydown']) addEventListener(type, acted, { capture: true, passive: true });
  return {
    stop: () => {
      clearTimeout(timer);
      for (const type of ['pointerdown', 'keydown']) removeEventListener(type, acted, { capture: true });
    },
  };
}
