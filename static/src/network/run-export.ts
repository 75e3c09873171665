/** The code of a run: a script that makes the training again and asserts its losses. */
import type { Problem } from "../api";
import type { components } from "../api-types";
import { createExportDialog, type Exported } from "../export-dialog";
import { sentences } from "../i18n";
import { unreachable } from "../messages";
import { ask, Refused } from "./stream";
import type { Run } from "./types";

type Format = components["schemas"]["RunExportRequest"]["format"];

interface Listener {
  /** The run that is to be written; null where a box cannot be read. */
  run: () => Run | null;
  /** The view whose program is written, where the program is the network's own. */
  view: () => string;
  copied: () => void;
}

const FORMATS: Record<Format, string> = { pytorch: "PyTorch", numpy: "NumPy" };

export function connectRunExport({ run, view, copied }: Listener): void {
  let abort = new AbortController();

  async function write(format: Format): Promise<Exported | null> {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    const chosen = run();
    if (chosen === null) return null;
    try {
      return await ask<Exported>("/api/train/export", { view: view(), ...chosen, format }, signal);
    } catch (error) {
      if (!signal.aborted) say(error instanceof Refused ? error.problem : unreachable());
      return null;
    }
  }
  const showProblem = createExportDialog(FORMATS, { write, copied });
  const say = ({ message, hint }: Problem): void => { showProblem(sentences(message, hint)); };
}
