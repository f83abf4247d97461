import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";

import { address, PORTS } from "./support/places";

// Pictures for the README are made on demand only; workers do not see the command line.
if (process.argv.some((argument) => argument.includes("screenshots"))) process.env.END2END_SCREENSHOTS = "1";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1280, height: 800 } };

const projects: PlaywrightTestConfig["projects"] = [
  { name: "desktop", testMatch: "*.spec.ts", use: DESKTOP },
  { name: "phone", testMatch: ["beginnings.spec.ts", "novice_host.spec.ts"], use: PHONE },
  {
    name: "no-script",
    testMatch: [
      "main_job.spec.ts",
      "forms.spec.ts",
      "beginnings.spec.ts",
      "novice_host.spec.ts",
      "two_editors.spec.ts",
      "wizard_keeps.spec.ts",
      "change_request.spec.ts",
      "published_change.spec.ts",
      "portfolio.spec.ts",
    ],
    use: { ...DESKTOP, javaScriptEnabled: false },
  },
];
if (process.env.END2END_SCREENSHOTS) projects.push({ name: "screenshots", testMatch: "*.shots.ts", use: DESKTOP });

export default defineConfig({
  testDir: "tests",
  outputDir: "../target/end2end",
  globalSetup: "./support/global_setup.ts",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // A flaky test shows itself; `cargo xtask test` tries again (--retries), and the report names it.
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [["list"]],
  projects,
  use: {
    baseURL: address(PORTS.shared),
    // A trace of every test would take as long as the tests; one that is run again gets one.
    trace: "on-first-retry",
    locale: "en-US",
    timezoneId: "America/Chicago",
    // Nothing moves, so that colours and places are judged at rest.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: process.env.CHROMIUM || undefined,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
