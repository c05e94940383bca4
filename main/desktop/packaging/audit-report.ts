/** What became of asking the registry for known weaknesses of the packages that are shipped. */
export interface AuditVerdict {
  verdict: 'clean' | 'findings' | 'unavailable';
  /** What to print. */
  lines: string[];
}

const grave: readonly unknown[] = ['high', 'critical'];

/**
 * Judges the answer of `npm audit --json`: findings of level high or critical, none, or no answer at all. Only a report that counts weaknesses is taken for one;
 * everything else is said to be none, so that a registry without that service is never taken for a clean bill.
 */
export function judgeAudit(output: string): AuditVerdict {
  let report: unknown;
  try {
    report = JSON.parse(output);
  } catch {
    return unavailable('npm audit wrote no report');
  }
  const { vulnerabilities, metadata, message, error } = (report ?? {}) as {
    vulnerabilities?: Record<string, { severity?: unknown; range?: unknown; via?: unknown[] }>;
    metadata?: { dependencies?: { total?: unknown } };
    message?: unknown;
    error?: { summary?: unknown };
  };
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null || metadata === undefined) {
    const reason = [message, error?.summary].find((text) => typeof text === 'string' && text !== '');
    return unavailable(typeof reason === 'string' ? reason : 'npm audit wrote no report');
  }
  const found = Object.entries(vulnerabilities).filter(([, { severity }]) => grave.includes(severity));
  if (found.length === 0) {
    const total = Number(metadata.dependencies?.total ?? 0);
    return { verdict: 'clean', lines: [`Audit: no known weakness of level high in ${total} packages.`] };
  }
  const lines = found.map(([name, { severity, range, via }]) => {
    const titles = (via ?? []).flatMap((cause) => {
      const { title } = (typeof cause === 'object' && cause !== null ? cause : {}) as { title?: unknown };
      return typeof title === 'string' ? [title] : [];
    });
    return `  ${name} ${String(range ?? '')} (${String(severity)})${titles.length > 0 ? `: ${titles.join('; ')}` : ''}`;
  });
  return { verdict: 'findings', lines: ['Audit: packages with known weaknesses are shipped:', ...lines] };
}

const unavailable = (reason: string): AuditVerdict => ({
  verdict: 'unavailable',
  lines: [
    'Audit: NOT DONE. The registry gave no report on known weaknesses, so that nothing is known of them here.',
    `  ${reason}`,
    '  Run "npm run audit" where the public registry can be reached.',
  ],
});
