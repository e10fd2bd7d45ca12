/** What vector-files.mjs is in Node: the harness asks synchronously. */
function get(path: string): unknown {
  const request = new XMLHttpRequest();
  request.open("GET", path, false);
  request.send();
  if (request.status !== 200) {
    throw new Error(`${path}: ${request.status}`);
  }
  return JSON.parse(request.responseText);
}

export const load = (file: string) => get(`/vectors/${file}`);

export const names = (prefix: string) => get(`/vectors/?prefix=${prefix}`);
