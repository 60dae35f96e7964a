import { AddressInfo, createServer } from 'node:net';
import { freePort, isPortFree, occupiedPortSentence } from './ports';

describe('ports', () => {
  it.each(['127.0.0.1', '::'])('are not free while a server listens on %s', async (host) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const { port } = server.address() as AddressInfo;
    expect(await isPortFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isPortFree(port)).toBe(true);
  });

  it('can be found free', async () => {
    expect(await isPortFree(await freePort())).toBe(true);
  });

  it('are complained about in one sentence that names port, service and variable', () => {
    expect(occupiedPortSentence(8054, 'bridge', 'BRIDGE_PORT')).toBe(
      'BRIDGE_PORT: port 8054, which bridge needs, is taken by another program: free it or set BRIDGE_PORT to another port',
    );
  });
});
