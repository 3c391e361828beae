import { z } from 'zod';
import { endpoint } from '#lib/http/endpoint.ts';
import { Application, ApplicationName, CreateApplication, SaveApplication } from './schema.ts';

export const ApplicationRef = z.object({ application: ApplicationName });

export const listApplicationsApi = endpoint({
  method: 'GET',
  path: '/applications',
  response: z.array(Application),
  summary: 'List the applications that I may see',
});
export const createApplicationApi = endpoint({
  method: 'POST',
  path: '/applications',
  body: CreateApplication,
  response: Application,
  summary: 'Create an application',
});
export const getApplicationApi = endpoint({
  method: 'GET',
  path: '/applications/{application}',
  params: ApplicationRef,
  response: Application,
  summary: 'Read an application',
});
export const updateApplicationApi = endpoint({
  method: 'PUT',
  path: '/applications/{application}',
  params: ApplicationRef,
  body: SaveApplication,
  response: Application,
  summary: 'Change an application (If-Match: its version)',
});
export const deleteApplicationApi = endpoint({
  method: 'DELETE',
  path: '/applications/{application}',
  params: ApplicationRef,
  summary: 'Delete an application and its pipelines',
});
export const starApplicationApi = endpoint({
  method: 'PUT',
  path: '/applications/{application}/star',
  params: ApplicationRef,
  body: z.object({ starred: z.boolean() }),
  summary: 'Star an application, or take the star away',
});
