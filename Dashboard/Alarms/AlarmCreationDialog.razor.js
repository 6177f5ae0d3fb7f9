// A native modal dialog keeps the focus inside and the rest of the page inert. Escape is left to the component.
export function open(dialog) {
  if (!dialog) return;
  dialog.removeAttribute('open');
  dialog.addEventListener('cancel', event => event.preventDefault());
  dialog.showModal();
  dialog.querySelector('.body')?.focus({ preventScroll: true });
}

export async function copy(text) {
  await navigator.clipboard?.writeText(text);
}
