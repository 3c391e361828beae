/** The image without `@digest` and without what follows its last colon, unless that colon belongs to the registry's port. */
export function imageNameOf(image: string): string {
  const at = image.indexOf('@');
  const bare = at < 0 ? image : image.slice(0, at);
  const colon = bare.lastIndexOf(':');
  return colon > bare.lastIndexOf('/') ? bare.slice(0, colon) : bare;
}
