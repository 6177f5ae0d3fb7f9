// The list's scrolling and keys: what must not wait for a round trip, and what must not scroll the page.
export function attach(list, page, rowHeight) {
  let atTop = true;
  const call = (name, ...values) => page.invokeMethodAsync(name, ...values).catch(() => {});
  // The rows that the page was asked to draw, and whether its answer is awaited: the last place counts, those passed on the way are not asked for.
  let drawn, awaited = false;
  const draw = async () => {
    const first = Math.floor(list.scrollTop / rowHeight), count = Math.ceil(list.clientHeight / rowHeight) + 1;
    if (awaited || (drawn && first >= drawn.first && first <= drawn.last && count === drawn.count)) return;
    drawn = { first: first - Math.floor(count / 2), last: first + Math.floor(count / 2), count };
    awaited = true;
    await call('Scrolled', first, count);
    awaited = false;
    draw();
  };
  const onScroll = () => {
    const now = list.scrollTop < rowHeight;
    if (now !== atTop) { atTop = now; call('AtTop', atTop); }
    draw();
  };
  const rows = () => Math.max(1, Math.floor(list.clientHeight / rowHeight) - 1);
  const moves = {
    j: () => 1, ArrowDown: () => 1, k: () => -1, ArrowUp: () => -1,
    PageDown: () => rows(), PageUp: () => -rows(), Home: () => -1000000, End: () => 1000000,
  };
  const onKey = event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, button, a')) return;
    const open = document.querySelector('dialog[open]');
    const inside = list.contains(event.target);
    // j, k and o work from anywhere on the page; keys that scroll or press only while the list has the focus.
    if (open || (!inside && !['j', 'k', 'o'].includes(event.key))) return;
    if (moves[event.key]) call('Moved', moves[event.key]());
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') call('Folded', event.key === 'ArrowLeft');
    else if (event.key === 'o' || event.key === 'Enter') call('Opened');
    else return;
    event.preventDefault();
  };
  list.addEventListener('scroll', onScroll, { passive: true });
  document.addEventListener('keydown', onKey);
  const size = new ResizeObserver(draw);
  size.observe(list);
  return {
    scrollTo: row => {
      const top = row * rowHeight;
      if (top < list.scrollTop || top + rowHeight > list.scrollTop + list.clientHeight)
        list.scrollTop = row === 0 ? 0 : Math.max(0, top - list.clientHeight / 3);
    },
    detach: () => {
      size.disconnect();
      list.removeEventListener('scroll', onScroll);
      document.removeEventListener('keydown', onKey);
    },
  };
}
