export { applicationsFor, findApplication, getApplication, listApplications, permissionsOf } from './read.ts';
export { createApplication, deleteApplication, starApplication, updateApplication } from './write.ts';
