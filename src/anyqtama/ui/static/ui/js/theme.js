// Light or dark at once, kept in the cookie the server reads; the form does the same without scripts.

/** @returns {"light" | "dark"} */
function shown() {
  const chosen = document.documentElement.dataset.bsTheme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** @param {"light" | "dark"} theme */
export function setTheme(theme) {
  document.documentElement.dataset.bsTheme = theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `aq_theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  document.dispatchEvent(new CustomEvent("aq:theme", { detail: { theme } }));
}

export function start() {
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches("[data-theme-switch]")) return;
    event.preventDefault();
    setTheme(shown() === "dark" ? "light" : "dark");
  });
}
