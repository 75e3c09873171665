/** The buttons that drive a training, its progress, and what it came to. */
import { find, setText, show } from "../dom";
import { short } from "../format";
import { sentences, t } from "../i18n";
import { count, counted } from "./counted";
import type { Status } from "./trainer";
import { finishedEpochs, isOver, type Training } from "./training";

interface Actions {
  train: () => void;
  pause: () => void;
  oneSample: () => void;
  oneEpoch: () => void;
  cancel: () => void;
  reset: () => void;
}

export interface Controls {
  show: (training: Training, status: Status) => void;
  showProblem: (message: string | null) => void;
}

export function createControls(actions: Actions): Controls {
  const train = find("#train");
  const progress = find<HTMLProgressElement>("#progress");
  let status: Status = "resting";
  find("#settings").addEventListener("submit", (event) => {
    event.preventDefault();
    if (status === "running") actions.pause();
    else actions.train();
  });
  find("#one-sample").addEventListener("click", actions.oneSample);
  find("#one-epoch").addEventListener("click", actions.oneEpoch);
  find("#cancel").addEventListener("click", actions.cancel);
  find("#reset").addEventListener("click", actions.reset);
  return {
    show(training, next) {
      status = next;
      const isRunning = status === "running";
      setText(train, t(isRunning ? "network.pause" : training.front > 0 && !isOver(training, training.run) ? "network.go_on" : "network.train"));
      show(find("#cancel"), isRunning);
      show(find("#reset"), !isRunning);
      for (const id of ["#one-sample", "#one-epoch"]) find<HTMLButtonElement>(id).disabled = isRunning;
      progress.value = training.front / training.start.updates;
      setText(find("#run-status"), isRunning ? "" : summary(training));
    },
    showProblem(message) {
      const box = find("#run-problem");
      setText(box, message ?? "");
      show(box, message !== null);
    },
  };
}

/** What the run came to, read aloud when it stops. */
function summary(training: Training): string {
  const { start, losses, front, end } = training;
  if (front === 0) return t("network.ready", { updates: counted("updates", start.updates), parameters: counted("parameters", parameters(start.shapes)) });
  const [first, last] = [losses[0], losses.at(-1)];
  const done = t("network.done", { epochs: counted("epochs", Math.floor(front / start.updates_per_epoch)), updates: counted("updates", front) });
  const epoch = finishedEpochs(training);
  const went = epoch === 0 || first === undefined || last === undefined ? "" : t("network.loss_went", { first: short(first[1]), last: short(last[1]), epoch: count(epoch) });
  const tested = epoch === 0 || last?.[2] == null ? "" : t("network.test_loss", { loss: short(last[2]) });
  return sentences(done, went, tested, divergence(training), seconds(end));
}

function parameters(shapes: Record<string, number[]>): number {
  return Object.values(shapes).reduce((sum, shape) => sum + shape.reduce((size, side) => size * side, 1), 0);
}

function divergence({ end, run }: Training): string {
  if (end?.reason === "out_of_time") return t("network.out_of_time");
  if (end?.divergence == null) return "";
  const { epoch, update, reason, name } = end.divergence;
  return t(`network.diverged.${reason}`, { epoch: count(epoch), update: count(update), name: name ?? "", rate: short(run.learning_rate / 10) });
}

function seconds(end: Training["end"]): string {
  return end === null ? "" : t("network.took", { milliseconds: short(Math.round(end.seconds * 1000)) });
}
