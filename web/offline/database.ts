/** What this device keeps by itself, in IndexedDB: answers on their way to the server, and which lessons are kept. */

const NAME = 'parlando';
const VERSION = 1;
export type Store = 'events' | 'lessons';

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('events', { keyPath: 'id' });
      request.result.createObjectStore('lessons', { keyPath: 'id' });
    };
    request.onsuccess = () => {
      // Another tab has a newer app: it must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        opening = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  opening.catch(() => {
    opening = undefined;
  });
  return opening;
}

async function within<T>(
  store: Store,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await open()).transaction(store, mode);
  const request = work(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? request.error);
  });
}

export const readAll = <T>(store: Store): Promise<T[]> =>
  within(store, 'readonly', (one) => one.getAll() as IDBRequest<T[]>);

export const putOne = (store: Store, value: { id: string }): Promise<unknown> =>
  within(store, 'readwrite', (one) => one.put(value));

export const removeOne = (store: Store, id: string): Promise<unknown> =>
  within(store, 'readwrite', (one) => one.delete(id));

export const clearStore = (store: Store): Promise<unknown> => within(store, 'readwrite', (one) => one.clear());
