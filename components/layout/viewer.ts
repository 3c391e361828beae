/** Who is signed in, as the console names them. */
export interface Viewer {
  id: string;
  name: string;
  username: string;
  admin: boolean;
}
