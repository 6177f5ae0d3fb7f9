// A native modal dialog keeps the focus inside and the rest of the page inert. Escape is left to the component.
export function open(dialog) {
  if (!dialog) return;
  dialog.addEventListener('cancel', event => event.preventDefault());
  dialog.showModal();
  dialog.querySelector('select')?.focus({ preventScroll: true });
}

// Before the component takes it away: only a dialog that is closed gives the focus back to where it came from.
export function close(dialog) {
  dialog?.close();
}
