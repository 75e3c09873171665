/** What is practised: the program or a topic, what is hidden, and how much of it. */
import { find, h, setText, show } from "../dom";
import { short } from "../format";
import { t } from "../i18n";
import { KINDS, LEVELS, isGenerated, type Exercise, type Kind, type Level } from "./exercise";
import type { Task } from "./server";

interface Changes {
  /** A topic, or null for the program. */
  choose: (topic: string | null) => void;
  hide: (kinds: Kind[]) => void;
  level: (level: Level) => void;
}

export interface Settings {
  offer: (topics: readonly string[]) => void;
  /** `task` is null where the exercise could not be begun. */
  view: (exercise: Exercise, task: Task | null) => void;
  /** The program that is not a topic's is that of a link, or of the page. */
  nameProgram: (isLinked: boolean) => void;
}

export function createSettings({ choose, hide, level: chooseLevel }: Changes): Settings {
  const topic = find<HTMLSelectElement>("#practice-topic");
  const level = find<HTMLSelectElement>("#practice-level");
  const program = h("option", { value: "" });
  const boxes = KINDS.map((kind) => find<HTMLInputElement>(`#practice-hide-${kind}`));
  topic.append(program);
  topic.addEventListener("change", () => choose(topic.value === "" ? null : topic.value));
  level.addEventListener("change", () => chooseLevel(LEVELS.find((each) => each === level.value) ?? "medium"));
  boxes.forEach((box) => box.addEventListener("change", () => {
    const kinds = KINDS.filter((_kind, at) => boxes[at]?.checked);
    // Nothing would be left to find: the last one stays.
    setText(find("#practice-hidden-note"), kinds.length === 0 ? t("practice.hidden.last") : "");
    if (kinds.length === 0) box.checked = true;
    else hide(kinds);
  }));
  return {
    offer: (topics) => topic.replaceChildren(program, ...topics.map((name) => h("option", { value: name }, t(`practice.topic.${name}`)))),
    nameProgram: (isLinked) => setText(program, t(isLinked ? "practice.from.link" : "practice.from.page")),
    view({ from, kinds, level: chosen }, task) {
      const [hidden, program] = [task?.kinds ?? kinds ?? [], task?.program ?? (isGenerated(from) ? null : from)];
      topic.value = isGenerated(from) ? from.topic : "";
      level.value = chosen;
      boxes.forEach((box, at) => { box.checked = hidden.some((kind) => kind === KINDS[at]); });
      setText(find("#practice-program"), program?.source ?? "");
      setText(find("#practice-rate"), program === null ? "" : t(program.direction === "ascent" ? "practice.rate.ascent" : "practice.rate", { rate: short(program.learningRate) }));
      show(find("#practice-rate"), hidden.includes("updated"));
    },
  };
}
