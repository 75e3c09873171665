/** What the server answers to questions about a trace: the types of the OpenAPI document, by their names on the page. */
import type { components } from "../api-types";

type Schemas = components["schemas"];

export type BrokenPass = Schemas["BrokenPass"];
export type Comparison = Schemas["Comparison"];
export type Finding = Schemas["Finding"];
export type ForwardMode = Schemas["ForwardMode"];
export type Health = Schemas["GradientHealth"];
export type Layer = Schemas["Layer"];
export type Ledger = Schemas["Ledger"];
export type LedgerRow = Schemas["LedgerRow"];
export type Nudge = Schemas["Nudge"];
export type Onion = Schemas["Onion"];
export type PathSum = Schemas["PathSum"];
export type TangentStep = Schemas["TangentStep"];
export type Wiggle = Schemas["Wiggle"];
export type WrittenPath = Schemas["WrittenPath"];

/** Every question with its answer, by the last part of its address. */
export interface Answers {
  ledger: Ledger;
  paths: PathSum;
  onion: Onion;
  wiggle: Wiggle;
  forward: ForwardMode;
  health: Health;
  mistake: BrokenPass;
  export: Schemas["Exported"];
}
