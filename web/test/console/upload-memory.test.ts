import { describe, expect, it } from 'vitest';
import { UploadMemory } from '../../console/upload-memory.js';

describe('UploadMemory', () => {
  const film = { name: 'film.mp4', size: 7, lastModified: 3 };

  it('knows a file for a day, by name, size and time', () => {
    let now = 0;
    let kept: string | null = null;
    const storage = { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
    const memory = new UploadMemory(
      () => storage,
      () => now,
    );
    memory.remember(film, 'https://tv.example/api/uploads/u1');
    expect(memory.recall(film)).toBe('https://tv.example/api/uploads/u1');
    expect(memory.recall({ ...film, size: 8 })).toBeUndefined();
    now = 86_399_999;
    expect(memory.unfinished()).toMatchObject([film]);
    now++;
    expect(memory.unfinished()).toEqual([]);
    now = 0;
    for (let i = 0; i < 30; i++) memory.remember({ ...film, size: i + 100 }, 'x');
    expect(memory.unfinished()).toHaveLength(20);
    memory.forget({ ...film, size: 129 });
    expect(memory.unfinished()).toHaveLength(19);
  });

  it.each(['{', '7', '[7,{"name":"a"}]'])('knows nothing where %s is kept', (kept) => {
    const memory = new UploadMemory(
      () => ({ getItem: () => kept, setItem: () => undefined }),
      () => 0,
    );
    expect(memory.unfinished()).toEqual([]);
  });

  it('does without a storage that is forbidden', () => {
    const memory = new UploadMemory(
      () => {
        throw new Error('forbidden');
      },
      () => 0,
    );
    memory.remember(film, 'x');
    expect(memory.recall(film)).toBeUndefined();
  });
});
