import { TASKS } from "../tasks/catalogue.js";
import { forgotten } from "../tasks/kept.js";
import { serveTasks } from "./serve-tasks.js";

serveTasks(TASKS, forgotten);
