/**
 * Light or dark: the system's choice until the reader chooses. Runs on every page before the first paint, for
 * a page in the wrong colours must not flash; so it imports nothing and is loaded as a plain script.
 */

const KEY = "gradwalk-theme";

type Theme = "light" | "dark";

const system = matchMedia("(prefers-color-scheme: dark)");

apply(chosen() ?? systemTheme());
system.addEventListener("change", () => {
  if (chosen() === null) apply(systemTheme());
});
document.addEventListener("DOMContentLoaded", () => {
  button()?.addEventListener("click", () => {
    const next = current() === "dark" ? "light" : "dark";
    remember(next);
    apply(next);
  });
  apply(current());
});

function button(): HTMLElement | null {
  return document.querySelector("#theme");
}

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  button()?.setAttribute("aria-pressed", String(theme === "dark"));
}

function current(): Theme {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

function systemTheme(): Theme {
  return system.matches ? "dark" : "light";
}

/** The reader's own choice, where one is remembered. */
function chosen(): Theme | null {
  const found = remembered();
  return found === "light" || found === "dark" ? found : null;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be forbidden; then the choice lasts as long as the page
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    return;
  }
}

export {};
