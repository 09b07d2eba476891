import type * as net from 'node:net';

// Below the range from which systems take the ports of outgoing connections: a port given up while
// "offline" is then still free when we come back online.
const FIRST = 20_000;
const COUNT = 10_000;

/** Listens on the given loopback port, or on a free one. */
export async function listenOnLoopback(server: net.Server, port?: number): Promise<number> {
  if (port !== undefined) {
    await listen(server, port);
    return port;
  }
  for (;;) {
    const candidate = FIRST + Math.floor(Math.random() * COUNT);
    try {
      await listen(server, candidate);
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

function listen(server: net.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
