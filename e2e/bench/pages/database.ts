// IndexedDB with nothing between: the limit that everything on a device is held against.

export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

export function open(name: string, make: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => make(request.result);
  return answer(request);
}

export async function remove(name: string): Promise<void> {
  await answer(indexedDB.deleteDatabase(name));
}

/** Records under their id, with an index by time. */
export function makeRecords(database: IDBDatabase): void {
  database.createObjectStore('records', { keyPath: 'id' }).createIndex('ts', 'ts');
}
