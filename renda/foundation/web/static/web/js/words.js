// Owns the words scripts say: they come translated in a <meta>, so no script holds a sentence.
const meta = document.querySelector('meta[name="renda-words"]');
const words = meta ? meta.dataset : {};

export function said(name, values = {}) {
  return (words[name] || "").replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function announce(text) {
  const status = document.getElementById("status");
  if (!status || !text) return;
  status.textContent = "";
  // A screen reader notices only a change.
  setTimeout(() => { status.textContent = text; }, 50);
}

export function store() {
  // Private windows and locked-down offices may refuse storage.
  try { localStorage.setItem("renda-probe", "1"); localStorage.removeItem("renda-probe"); return localStorage; } catch { return null; }
}

export function notice(kind, text, ...acts) {
  const line = document.createElement("p");
  line.className = `notice notice-${kind}`;
  line.append(text, ...acts);
  return line;
}
