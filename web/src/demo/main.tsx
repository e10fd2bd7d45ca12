import type { SignedIn } from "../device/api";
import { mount } from "../screens/mount";
import { me } from "./people";
import { DemoPort } from "./port";
import { demoWorld, everybody, longHistory } from "./world";

/** `?entrance`, `?long=100000`, `?members=1024`, `?dir=rtl`, `?none`: the states that pages of development and pictures want. */
const wanted = new URLSearchParams(location.search);
const now = Date.now();
const signedIn: SignedIn = wanted.has("entrance") ? { kind: "nobody" } : { kind: "signedIn", me };
const world = wanted.has("none") ? [] : demoWorld(now);
const long = Number(wanted.get("long") ?? 0);
if (long > 0) world.push(longHistory(now, long));
const members = Number(wanted.get("members") ?? 0);
if (members > 0) world.push(everybody(now, members));
document.documentElement.dir = wanted.get("dir") ?? "ltr";

const port = new DemoPort(signedIn, world, now);
Object.assign(window, { demo: port });
void mount(port);
