import "./lies";
import "../../src/device/worker/main";
