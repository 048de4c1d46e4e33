package org.bittube.gateway.app;

/**
 * What a browser is shown where there is nothing. It stands alone, without a file of {@code assets}, so that it may be sent from
 * anywhere; its colours and sizes are those of {@code web/player/tokens.css} and {@code web/pages/page.css}.
 */
final class NotFoundPage {
    /** Needs no more than its own styles; the icon keeps browsers from asking for one that is not there, either. */
    static final String CONTENT_SECURITY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    static final String HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>There is nothing at this address – BitTube</title>
            <link rel="icon" href="data:,">
            <style>
            :root { color-scheme: dark light; --surface: #0e1116; --surface-3: #1f2630; --text: #e6edf3; --text-2: #9aa7b4;
              --line: #2d3642; --focus: #6ea8fe }
            @media (prefers-color-scheme: light) { :root { --surface: #fff; --surface-3: #eaeef2; --text: #1b2229;
              --text-2: #57606a; --line: #d0d7de; --focus: #1f5fbf } }
            * { box-sizing: border-box }
            body { max-width: 1040px; margin: 0 auto; padding: 0 16px; background: var(--surface); color: var(--text);
              font: 400 0.9375rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif }
            header { display: flex; align-items: center; height: 56px }
            a { display: inline-flex; align-items: center; min-height: 40px; color: inherit; text-decoration: none }
            a:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
            .home { font-size: 1.125rem; font-weight: 600 }
            h1 { margin: 0; font-size: 1.5rem; line-height: 1.25 }
            p { margin: 4px 0 16px; color: var(--text-2) }
            .button { padding: 0 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--surface-3) }
            .button:hover { border-color: var(--text-2) }
            </style>
            </head>
            <body>
            <header><a class="home" href="/">BitTube</a></header>
            <main>
            <h1>There is nothing at this address</h1>
            <p>Check its spelling, or ask who sent you the link.</p>
            <a class="button" href="/">See what is live</a>
            </main>
            </body>
            </html>
            """;

    private NotFoundPage() {}
}
