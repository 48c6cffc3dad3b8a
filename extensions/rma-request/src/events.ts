/** The elements have values and files; the type of their events does not say so. */
const propertyOf = ({ currentTarget }: Event, name: string): unknown =>
  currentTarget && Reflect.get(currentTarget, name);

export const valueOf = (event: Event): string => String(propertyOf(event, "value") ?? "");

export const filesOf = (event: Event): File[] => {
  const files = propertyOf(event, "files");
  return Array.isArray(files) ? files.filter((file) => file instanceof File) : [];
};
