// A worker with the built-in tasks and some that behave badly, out of the bundle as programs have it.

import { defineTask, serveTasks, TASKS, VaranusError, workerEngine } from "../../dist/node.js";

const burn = (ms) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

const tasks = [
  defineTask({
    name: "echo",
    run: (input) => input,
  }),
  defineTask({
    name: "add",
    run: ({ key }, context) => context.kept.get(key).reduce((sum, x) => sum + x, 0),
  }),
  defineTask({
    name: "keptKeys",
    run: (_, context) => [...context.kept.keys()],
  }),
  defineTask({
    name: "bytes",
    run: ({ length }) => new Uint8Array(length).fill(7),
    transfer: (bytes) => [bytes.buffer],
  }),
  defineTask({
    name: "work",
    async run({ ms, tag }, context) {
      for (let done = 0; done < ms; done += 10) {
        burn(10);
        context.progress((done + 10) / ms);
        await context.pause();
      }
      return tag;
    },
  }),
  defineTask({
    name: "progressBackwards",
    async run(_, context) {
      for (const fraction of [0.5, 0.2, 0.7, 0.6, 1]) {
        burn(60);
        context.progress(fraction);
        await context.pause();
      }
    },
  }),
  defineTask({ name: "deaf", run: ({ ms }) => burn(ms) }),
  defineTask({ name: "exit", run: () => process.exit(3) }),
  defineTask({
    name: "throwOutside",
    run: () =>
      new Promise(() => {
        setTimeout(() => {
          throw new Error("thrown outside");
        });
      }),
  }),
  defineTask({
    name: "forgottenPromise",
    run: () => {
      Promise.reject(new Error("nobody waits"));
      return new Promise(() => {});
    },
  }),
  defineTask({
    name: "refuse",
    run: () => {
      throw new VaranusError({ code: "data", message: "no", path: "file.csv:3", hint: "yes" });
    },
  }),
  defineTask({
    name: "bug",
    run: () => {
      throw new TypeError("a bug");
    },
  }),
  defineTask({
    name: "memory",
    run: async (_, context) => {
      const engine = await workerEngine();
      engine.clear();
      // long enough that the pool asks the other worker too
      burn(50);
      return { used: engine.memory.used, kept: [...context.kept.keys()] };
    },
  }),
  defineTask({ name: "unclonable", run: () => () => 1 }),
];

serveTasks([...TASKS, ...tasks]);
