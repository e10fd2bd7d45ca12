import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { LAUNCH } from "./chromium";
import { TestNode } from "./node";
import { buildSites, DEVICE_SITE } from "./site";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the node is that all share who do not kill theirs. */
    readonly node: string;
    /** How to reach the browser in which all have windows who need no profile on the disk. */
    readonly browser: string;
  }
}

/** Before the first scenario: builds the pages, and starts what most scenarios share. */
export default async function start({ provide }: TestProject): Promise<() => Promise<void>> {
  const [browser] = await Promise.all([chromium.launchServer(LAUNCH), buildSites()]);
  const node = await TestNode.start({ site: DEVICE_SITE, unlimited: true });
  provide("node", node.url);
  provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await node.close();
  };
}
