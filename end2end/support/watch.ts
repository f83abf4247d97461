import type { BrowserContext, Page } from "@playwright/test";

/** Everything that goes wrong in a browser while a test runs. */
export class Watch {
  private readonly problems: string[] = [];
  private readonly allowed = new Set<number>();
  private withoutNetwork = false;

  /** A write of this test is answered with this status on purpose. */
  allow(...statuses: number[]): void {
    for (const status of statuses) this.allowed.add(status);
  }

  /** This test takes the network away: requests that find none are no problem. */
  mayLoseTheNetwork(): void {
    this.withoutNetwork = true;
  }

  /** Watches every page of a context, from now on. */
  context(context: BrowserContext, script: boolean): void {
    for (const page of context.pages()) this.page(page, script);
    context.on("page", (page) => this.page(page, script));
  }

  /** What was seen; a test passes when it is empty. */
  seen(): string[] {
    return this.problems;
  }

  private page(page: Page, script: boolean): void {
    const at = () => new URL(page.url(), "http://nowhere").pathname;
    const add = (words: string) => this.problems.push(`${at()}: ${words}`);
    page.on("pageerror", (error) => {
      // The browser fades from page to page by itself and gives up when the next page is not drawn in time: nothing is lost.
      if (error.message.startsWith("Transition was aborted because of invalid state.")) return;
      add(`uncaught ${error.message}`);
    });
    page.on("console", (message) => {
      const text = message.text();
      // The answers themselves are judged below, by kind and status.
      if (text.startsWith("Failed to load resource")) return;
      const bad = message.type() === "error" || /panicked at|hydrat|unreachable/i.test(text);
      if (bad) add(`console ${message.type()}: ${text}`);
    });
    page.on("response", (response) => {
      const [status, request] = [response.status(), response.request()];
      if (status < 400 || request.resourceType() === "document") return;
      const path = new URL(response.url()).pathname;
      if (/^\/(api|upload)\//.test(path) && this.allowed.has(status)) return;
      add(`${status} for ${request.method()} ${path}`);
    });
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // Leaving a page ends what it still reads, such as the stream of news.
      if (why.includes("ERR_ABORTED") || request.resourceType() === "document") return;
      if (request.resourceType() === "eventsource") return;
      if (this.withoutNetwork && /ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED|CONNECTION_REFUSED)/.test(why)) return;
      // With scripts switched off the browser refuses to load them, which is the point.
      if (!script && why === "csp") return;
      add(`${why} for ${request.method()} ${request.url()}`);
    });
  }
}
