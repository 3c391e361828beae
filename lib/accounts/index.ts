export { findAccount, getAccount, listAccounts } from './read-accounts.ts';
export { configOf, StoredPermissions } from './stored-account.ts';
export { testAccount, testNewAccount } from './test-account.ts';
export { createAccount, deleteAccount, updateAccount } from './write-accounts.ts';
