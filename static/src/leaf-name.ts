/** The name of a leaf in the list of values, which is also where its role is chosen. */
import { h } from "./dom";
import { t } from "./i18n";
import type { LeafRole, Role } from "./timeline";

const ROLES: readonly LeafRole[] = ["input", "parameter", "constant"];

export interface LeafName {
  readonly element: HTMLElement;
  show: (role: Role) => void;
}

/** The name with an invisible menu of roles over it: a click or a key on the name opens it. */
export function createLeafName(name: string, choose: (name: string, role: LeafRole) => void): LeafName {
  const options = ROLES.map((role) => h("option", { value: role }, t(`page.role.${role}`)));
  const menu = h("select", { class: "role", "aria-label": t("page.role_of", { name }), autocomplete: "off" }, ...options);
  const arrow = h("span", { class: "arrow-down", "aria-hidden": "true" }, "▾");
  const element = h("span", { class: "leaf-name" }, h("span", { class: "leaf-text" }, name), arrow, menu);
  menu.addEventListener("change", () => { choose(name, menu.value as LeafRole); });
  return {
    element,
    show(role) {
      menu.value = role;
      menu.title = t("page.role_title", { name, role: t(`page.role.${role}`) });
    },
  };
}
