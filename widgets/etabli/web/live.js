// What pages that follow the room share: writing only what changes, so that neither the focus nor a reader's voice is disturbed.

export const plural = (n, one, many) => `${n} ${n > 1 ? many : one}`;

export function write(node, text) {
  if (node && node.textContent !== text) node.textContent = text;
}

/** Makes a list's children follow `items`, keeping those that stay. */
export function follow(list, items, key, make, draw) {
  const kept = new Map([...list.children].map((child) => [child.dataset.cle, child]));
  items.forEach((item, i) => {
    const name = String(key(item, i));
    const node = kept.get(name) ?? make(item);
    node.dataset.cle = name;
    kept.delete(name);
    if (list.children[i] !== node) list.insertBefore(node, list.children[i] ?? null);
    draw(node, item, i);
  });
  kept.forEach((node) => node.remove());
}

export function sign(name) {
  const template = document.querySelector(`template[data-signe="${name}"]`);
  return template ? template.content.cloneNode(true) : "";
}
