import { connectDevice } from "./device/connect";
import { mount } from "./screens/mount";

void mount(connectDevice());
