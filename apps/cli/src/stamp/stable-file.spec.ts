import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_FILE_BYTES, readStable, replaceFile, writeAtOnce } from './stable-file';

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stable-file-'));
  file = join(folder, 'a.py');
  await writeFile(file, 'old');
});

afterEach(() => rm(folder, { recursive: true }));

const only = async () => expect(await readdir(folder)).toEqual(['a.py']);

describe('a file', () => {
  it('is replaced as a whole and keeps its mode', async () => {
    await chmod(file, 0o751);
    await replaceFile(await readStable(file), Buffer.from('new'));
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await stat(file)).mode & 0o7777).toBe(0o751);
    await only();
  });

  it('is replaced where a link leads, and the link stays', async () => {
    const link = join(folder, 'link');
    await symlink('a.py', link);
    await replaceFile(await readStable(link), Buffer.from('new'));
    expect(await readFile(file, 'utf8')).toBe('new');
    await rm(link);
    await only();
  });

  it('is left as it is when it has changed since it was read', async () => {
    const read = await readStable(file);
    await writeFile(file, 'theirs');
    await expect(replaceFile(read, Buffer.from('new'))).rejects.toMatchObject({ code: 'file_changed' });
    expect(await readFile(file, 'utf8')).toBe('theirs');
    await only();
  });

  it('is refused when it changes while it is read', async () => {
    await truncate(file, 50_000_000);
    const reading = readStable(file);
    const state = { isRead: false };
    const finished = reading.catch(() => undefined).finally(() => (state.isRead = true));
    for (let size = 0; !state.isRead; size = (size + 1) % 7) await truncate(file, 50_000_000 + size);
    await finished;
    await expect(reading).rejects.toMatchObject({ code: 'file_changed' });
  });

  it('is refused when it is too large, or no file', async () => {
    await truncate(file, MAX_FILE_BYTES + 1);
    await expect(readStable(file)).rejects.toMatchObject({ code: 'file_too_large' });
    await expect(readStable(folder)).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  it('leaves nothing behind when it cannot be written', async () => {
    await expect(writeAtOnce(file, Buffer.from('new'), 0o600, () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
    expect(await readFile(file, 'utf8')).toBe('old');
    await only();
  });
});
