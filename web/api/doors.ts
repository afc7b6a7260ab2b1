import type { z } from 'zod';
import type { Known } from './areas.ts';

type Named<E> = E extends { method: infer M extends string; url: infer U extends string } ? `${M} ${U}` : never;

/** A door by name, such as `GET /v1/me`. */
export type Door = Named<Known>;
export type ReadDoor = Extract<Door, `GET ${string}`>;

type Behind<D extends Door> = Known extends infer E
  ? E extends unknown
    ? Named<E> extends D
      ? E
      : never
    : never
  : never;
type SchemaOf<D extends Door> = Behind<D> extends { schema: infer S } ? S : never;

type Part<D extends Door, Name extends string> =
  SchemaOf<D> extends { [N in Name]: infer T extends z.ZodType } ? T : undefined;

/** `:id` of an address. */
type PathNames<Path> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | PathNames<More>
    : Rest
  : never;
type PathOf<D> = D extends `${string} ${infer Path}` ? Path : never;

type Params<D extends Door> = [PathNames<PathOf<D>>] extends [never]
  ? { params?: undefined }
  : { params: Record<PathNames<PathOf<D>>, string> };
type Query<D extends Door> =
  Part<D, 'querystring'> extends z.ZodType
    ? { query?: Partial<z.output<Part<D, 'querystring'>>> }
    : { query?: undefined };
type Body<D extends Door> =
  Part<D, 'body'> extends z.ZodType
    ? undefined extends z.input<Part<D, 'body'>>
      ? { body?: z.input<Part<D, 'body'>> }
      : { body: z.input<Part<D, 'body'>> }
    : { body?: undefined };

/** What a request through a door takes: path parameters, query and body, each as the wire says. */
export type Wish<D extends Door> = Params<D> & Query<D> & Body<D>;

/** Nothing has to be said where nothing is asked. */
export type WishArgs<D extends Door> = Record<never, never> extends Wish<D> ? [wish?: Wish<D>] : [wish: Wish<D>];

type Good = 200 | 201 | 202 | '2xx';

/** What comes back. */
export type Answer<D extends Door> =
  SchemaOf<D> extends { response: infer R }
    ? R extends Record<PropertyKey, unknown>
      ? { [S in keyof R & Good]: R[S] extends z.ZodType ? z.output<R[S]> : never }[keyof R & Good]
      : unknown
    : unknown;
