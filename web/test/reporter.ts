import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

const FOLDER = join(import.meta.dirname, "../target/surefire-reports");

/** Writes what Maven's own tests write, so that ./test counts all in one way. */
export default class SurefireReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    mkdirSync(FOLDER, { recursive: true });
    for (const module of modules) {
      const name = module.moduleId.replace(/^.*\/web\//u, "").replaceAll("/", ".");
      writeFileSync(join(FOLDER, `TEST-${name}.xml`), suite(name, module));
    }
  }
}

/** A file that cannot even be loaded counts as one that failed. */
function suite(name: string, module: TestModule): string {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const count = (state: string) => states.filter((each) => each === state).length;
  const broken = module.errors().length;
  return `<testsuite name="${name}" tests="${states.length + broken}" failures="${count("failed")}" errors="${broken}" skipped="${count("skipped")}"></testsuite>\n`;
}
