import type { AnswerOf, BodyOf, ParamsOf, RouteId, Routes, TakenQuery } from '#api';

/** A request after its schemas: what is here has the form that the table says. */
export interface Asked<Id extends RouteId> {
  readonly params: ParamsOf<Id>;
  readonly query: TakenQuery<Id>;
  readonly body: BodyOf<Id>;
  /** The file of an upload. */
  readonly file?: UploadedFile;
}

/** A file as it comes over the line. */
export interface UploadedFile {
  readonly name: string;
  readonly stream: NodeJS.ReadableStream & { readonly truncated?: boolean };
}

/** A WebSocket after the guard. */
export interface Socket {
  send(data: string | Uint8Array): void;
  /** Bytes that wait for a page that does not read. */
  readonly waiting: number;
  close(): void;
  onText(listen: (text: string) => void): void;
  onClose(listen: () => void): void;
}

/** What a handler gives back, by the kind of answer of its route. */
export type Given<Id extends RouteId> = Routes[Id]['answer'] extends { readonly kind: 'floats' }
  ? { readonly head: AnswerOf<Id>; readonly arrays: readonly Float32Array[] }
  : Routes[Id]['answer'] extends { readonly kind: 'file' }
    ? { readonly content: string | Uint8Array; readonly fileName: string }
    : AnswerOf<Id>;

/** Answers one route. */
export type Handler<Id extends RouteId> = (asked: Asked<Id>) => Promise<Given<Id>> | Given<Id>;
/** Serves one WebSocket. */
export type SocketHandler<Id extends RouteId> = (socket: Socket, asked: Asked<Id>) => void;

type SocketId = { [Id in RouteId]: Routes[Id]['answer'] extends { readonly kind: 'socket' } ? Id : never }[RouteId];

/** One for each route of the table. */
export type Handlers = {
  readonly [Id in RouteId]: Id extends SocketId ? SocketHandler<Id> : Handler<Id>;
};
/** Those of one concern. */
export type SomeHandlers<Ids extends RouteId> = Pick<Handlers, Ids>;
