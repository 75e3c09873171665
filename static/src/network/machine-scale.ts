/** From a place on the time machine's slider (0 to 1) to an update, and back. Pure. */

/** The update at a place, from 1 to `last`. */
export function updateAt(share: number, last: number, isLog: boolean): number {
  const update = isLog ? last ** share : 1 + share * (last - 1);
  return Math.max(1, Math.min(Math.round(update), last));
}

/** The place of an update; the start where there is but one, as before the training. */
export function place(update: number, last: number, isLog: boolean): number {
  if (last <= 1) return 0;
  return isLog ? Math.log(update) / Math.log(last) : (update - 1) / (last - 1);
}

/** Where an update stands on the epoch axis: 1 is the end of the first epoch. */
export function epochOf(update: number, updatesPerEpoch: number): number {
  return update / updatesPerEpoch;
}

/** The update at a place of the epoch axis. */
export function updateOfEpoch(epoch: number, updatesPerEpoch: number): number {
  return Math.max(1, Math.round(epoch * updatesPerEpoch));
}
