import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PictureGate } from '../../../main/host/services/picture-gate.ts';
import { RateMeter } from '../../../main/host/services/rate-meter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the gate of pictures', () => {
  it('sends never at once, and one picture for many requests', async () => {
    const send = vi.fn<() => void>();
    const gate = new PictureGate(send);
    gate.request();
    gate.request();
    expect(send).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('lets 30 pictures out in a second, however many are asked for', async () => {
    const send = vi.fn<() => void>();
    const gate = new PictureGate(send);
    for (let ms = 0; ms < 1000; ms++) {
      gate.request();
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(send.mock.calls.length).toBeGreaterThanOrEqual(29);
    expect(send.mock.calls.length).toBeLessThanOrEqual(31);
  });

  it('waits for the transport, then sends the newest state once', async () => {
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const send = vi.fn<() => Promise<void>>();
    send.mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
    const gate = new PictureGate(send);
    gate.request();
    await vi.advanceTimersByTimeAsync(50);
    gate.request();
    gate.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(send).toHaveBeenCalledTimes(1);
    first.resolve();
    await vi.advanceTimersByTimeAsync(50);
    expect(send).toHaveBeenCalledTimes(2);
    second.resolve();
    await vi.advanceTimersByTimeAsync(1000);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('sends nothing after it was closed', async () => {
    const send = vi.fn<() => void>();
    const gate = new PictureGate(send);
    gate.request();
    gate.close();
    await vi.advanceTimersByTimeAsync(1000);
    expect(send).not.toHaveBeenCalled();
  });
});

describe('the meter of rates', () => {
  it('counts the last second and forgets what is older', () => {
    const meter = new RateMeter();
    meter.count(5, 0);
    meter.count(7, 600);
    expect(meter.perSecond(700)).toBe(12);
    expect(meter.perSecond(1100)).toBe(7);
    expect(meter.perSecond(5000)).toBe(0);
  });
});
