import { test as base } from '@playwright/test';
import { Chaos } from './chaos.ts';
import { Device } from './device.ts';
import type { DeviceOptions, Preset } from './device.ts';
import { Server } from './server.ts';
import { signIn } from './screen.ts';

export { expect } from '@playwright/test';

type MakeDevice = (preset?: Preset, more?: Partial<DeviceOptions>) => Promise<Device>;

interface World {
  /** Whether the server begins with the sample clusters; on unless a file says otherwise. */
  sample: boolean;
  /** The real executable. */
  server: Server;
  /** The network every device of the test goes through. */
  network: Chaos;
  /** Makes a machine on that network, switched on, with an empty profile. */
  device: MakeDevice;
  /** Makes a machine and signs in there. */
  deviceOf: (login: string, preset?: Preset) => Promise<Device>;
}

/** Playwright's test with a server, a network and machines of its own for each test. */
export const test = base.extend<World>({
  sample: [true, { option: true }],
  server: async ({ sample }, use, info) => {
    const server = await Server.start({ sample });
    await use(server);
    if (info.status !== info.expectedStatus) await info.attach('server', { body: server.output });
    await server.dispose();
  },
  network: async ({ server }, use, info) => {
    const network = await Chaos.start(server.address);
    info.annotations.push({ type: 'seed', description: String(network.random.seed) });
    await use(network);
    await network.stop();
  },
  device: async ({ network }, use) => {
    const made: Device[] = [];
    await use(async (preset = 'tablet', more = {}) => {
      const device = await Device.create({ origin: network.origin, preset, ...more });
      made.push(device);
      return device;
    });
    for (const device of made) await device.dispose();
  },
  deviceOf: async ({ device }, use) => {
    await use(async (login, preset) => {
      const machine = await device(preset);
      await signIn(machine.page, login);
      return machine;
    });
  },
});
