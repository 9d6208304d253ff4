import { canonicalColumns, sha256 } from "../contracts/canonical.js";
import type { FillColumns } from "../contracts/result.js";

/** SHA-256 of the fills: canonical columns bar, quantity, price, commission, kind. */
export function fillsSha256(fills: FillColumns): string {
  return sha256(canonicalColumns([fills.bar, fills.quantity, fills.price, fills.commission, fills.kind]));
}
