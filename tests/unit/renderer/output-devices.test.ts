import { describe, expect, it, vi } from 'vitest';
import { describeGone, OutputDevices } from '../../../renderer/media/output-devices';

const SPEAKERS = { id: 'a1', name: 'Speakers' };
const HEADPHONES = { id: 'b2', name: 'Headphones' };

/** A machine on which devices are plugged in and out. */
function machine(connected: readonly { id: string; name: string }[]) {
  let here = connected;
  const events = new EventTarget();
  const kept = new Map<string, string>();
  const media = {
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    enumerateDevices: async () =>
      [{ id: 'default', name: 'Default' }, ...here].map(({ id, name }) => ({
        kind: 'audiooutput',
        deviceId: id,
        label: name,
      })) as MediaDeviceInfo[],
  };
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return {
    open: () => new OutputDevices(media as unknown as MediaDevices, storage),
    plug(devices: readonly { id: string; name: string }[]) {
      here = devices;
      events.dispatchEvent(new Event('devicechange'));
    },
  };
}

describe('where sound goes', () => {
  it('is what the system says, until something is chosen', async () => {
    const devices = machine([SPEAKERS, HEADPHONES]).open();
    await devices.refresh();
    expect(devices.getView()).toEqual({ devices: [SPEAKERS, HEADPHONES], chosen: undefined, isGone: false });
    expect(devices.deviceId).toBe('');
  });

  it('is remembered', async () => {
    const here = machine([SPEAKERS, HEADPHONES]);
    here.open().choose(HEADPHONES);
    const devices = here.open();
    await devices.refresh();
    expect(devices.deviceId).toBe('b2');
    devices.choose(undefined);
    expect(here.open().getView().chosen).toBeUndefined();
  });

  it('falls back while a device is gone, says so, and goes there again when it is back', async () => {
    const here = machine([SPEAKERS, HEADPHONES]);
    const devices = here.open();
    devices.choose(HEADPHONES);
    const told = vi.fn();
    const leave = devices.subscribe(told);
    here.plug([SPEAKERS]);
    await vi.waitFor(() => expect(devices.getView().isGone).toBe(true));
    expect(devices.deviceId).toBe('');
    expect(describeGone(devices.getView())).toBe(
      '“Headphones” is not connected. Sound goes to the system’s output.',
    );
    // Under another id, as browsers may give it.
    here.plug([SPEAKERS, { ...HEADPHONES, id: 'c3' }]);
    await vi.waitFor(() => expect(devices.deviceId).toBe('c3'));
    expect(describeGone(devices.getView())).toBeUndefined();
    expect(told).toHaveBeenCalled();
    leave();
  });

  it('offers nothing that has no name', async () => {
    const devices = machine([{ id: 'x', name: '' }]).open();
    await devices.refresh();
    expect(devices.getView().devices).toEqual([]);
  });

  it('takes what was kept badly for nothing', () => {
    const storage = { getItem: () => '{"id":', setItem() {}, removeItem() {} };
    expect(new OutputDevices(undefined, storage).getView().chosen).toBeUndefined();
  });
});
