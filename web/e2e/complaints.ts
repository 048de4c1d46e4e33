import type { Page } from 'playwright-core';

/** Has `problems` take whatever the browser complains of on a page from now on: errors nobody caught, and those on its console with their addresses. */
export function noteComplaints(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
  });
}
