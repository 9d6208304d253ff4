import { TASKS } from "../tasks/catalogue.js";
import { serveTasks } from "./serve-tasks.js";

serveTasks(TASKS);
