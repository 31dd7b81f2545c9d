import { recordingRoutes } from './recording-routes.ts';
import { studyRoutes } from './study-routes.ts';
import { testRoutes } from './test-routes.ts';
import { workRoutes } from './work-routes.ts';

/** Everything the API can do: server, page, documentation and OpenAPI follow this one table. */
export const routes = { ...studyRoutes, ...testRoutes, ...recordingRoutes, ...workRoutes } as const;

export type Routes = typeof routes;
export type RouteId = keyof Routes;
