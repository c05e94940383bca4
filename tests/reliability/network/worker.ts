import './outgoing.ts';

// A worker process like any other, watched.
await import('../../../main/worker.ts');
