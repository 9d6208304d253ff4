import { chandelierExit } from "../../indicators/trend/chandelier-exit.js";
import type { Handle } from "../../kernel/node.js";
import { close, high, low } from "../prices.js";
import { defineStop } from "./define.js";

export const chandelier = defineStop({
  name: "chandelier",
  description: "highest high of n bars - multiple x ATR(n), shorts lowest low + multiple x ATR(n); it never loosens",
  parameters: chandelierExit.parameters,
  needsAtr: false,
  settings: () => ({}),
  columns: (values) => {
    const [long, short] = chandelierExit.build([high, low, close], values) as [Handle, Handle];
    return { kind: "chandelier", long, short };
  },
});
