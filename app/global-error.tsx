'use client';

interface GlobalErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

// Stands without the theme: the layout itself has failed.
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: 48, textAlign: 'center' }}>
        <h1 style={{ fontSize: 18 }}>Foredeck could not show this page</h1>
        {error.digest ? <p>Reference {error.digest}</p> : null}
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
